package vn.kenh.sim.chance;

/**
 * A smooth random curve over time: independent normal values at the points of a lattice, blended in
 * between so that mean 0 and variance 1 hold at every moment.
 */
public final class SmoothNoise {

  private final Substream chance;
  private final double periodSeconds;

  /**
   * @param periodSeconds distance of the lattice points; about the time in which the curve forgets
   */
  public SmoothNoise(Substream chance, double periodSeconds) {
    this.chance = chance;
    this.periodSeconds = periodSeconds;
  }

  /** The curve at {@code epochSecond}; approximately standard normal. */
  public double at(double epochSecond) {
    double position = epochSecond / periodSeconds;
    long index = (long) StrictMath.floor(position);
    double x = position - index;
    double weight = x * x * (3 - 2 * x);
    double left = 1 - weight;
    double sum = left * chance.gaussian(index) + weight * chance.gaussian(index + 1);
    return sum / StrictMath.sqrt(left * left + weight * weight);
  }
}
