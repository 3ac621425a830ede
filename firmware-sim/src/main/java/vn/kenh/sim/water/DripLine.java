package vn.kenh.sim.water;

/**
 * A drip system behind one valve, fed by a pump whose pressure falls with the square of the flow.
 * Emitters give q = k·P^x (Keller and Karmeli, 1974).
 *
 * @param emitters how many
 * @param emitterFlow litres an hour of one emitter at 100 kPa
 * @param exponent x: 0.5 for turbulent emitters, near 0 for pressure-compensating ones
 * @param supplyPressure at no flow, kPa
 * @param supplyLoss kPa lost at 100 L/min
 */
public record DripLine(
    int emitters, double emitterFlow, double exponent, double supplyPressure, double supplyLoss) {

  /**
   * Where supply and line meet.
   *
   * @param flow L/min, leaks included
   * @param emitted L/min that the emitters give to the crop
   * @param pressure kPa at the head of the line
   */
  public record Point(double flow, double emitted, double pressure) {}

  /** Shut: nothing flows and the line has drained. */
  public static final Point SHUT = new Point(0, 0, 0);

  /**
   * The running point.
   *
   * @param clogged share of the emitters that give nothing, 0 to 1
   * @param leak size of a hole: its flow at 100 kPa as a share of the line's nominal flow
   */
  public Point running(double clogged, double leak) {
    double low = 0;
    double high = supplyPressure;
    for (int i = 0; i < 60; i++) { // bisection: supply falls and demand rises with flow
      double pressure = (low + high) / 2;
      double flow = emitted(pressure, clogged) + lost(pressure, leak);
      double supplied = supplyPressure - supplyLoss * (flow / 100) * (flow / 100);
      if (supplied > pressure) {
        low = pressure;
      } else {
        high = pressure;
      }
    }
    double pressure = (low + high) / 2;
    double emitted = emitted(pressure, clogged);
    return new Point(emitted + lost(pressure, leak), emitted, pressure);
  }

  /** L/min of all emitters at 100 kPa. */
  public double nominalFlow() {
    return emitters * emitterFlow / 60;
  }

  private double emitted(double pressure, double clogged) {
    return nominalFlow() * (1 - clogged) * StrictMath.pow(pressure / 100, exponent);
  }

  private double lost(double pressure, double leak) {
    return nominalFlow() * leak * StrictMath.sqrt(pressure / 100);
  }
}
