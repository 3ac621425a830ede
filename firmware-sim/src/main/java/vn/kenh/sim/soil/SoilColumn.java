package vn.kenh.sim.soil;

import vn.kenh.sim.crop.Crop;

/**
 * A column of soil under one plot: three layers of 20 cm as buckets. Water enters at the top, seeps
 * down while a layer holds more than field capacity, and leaves by evaporation from the top layer,
 * by roots, and at the bottom. No layer ever holds less than half of its wilting point (FAO-56 eq.
 * 73) or more than saturation.
 */
public final class SoilColumn {

  public static final int LAYERS = 3;

  private static final double THICKNESS_MM = 200;

  /** Water that moves from a moist to a dry neighbour, mm/h at full difference. */
  private static final double CAPILLARY_FLOW = 0.04;

  private final SoilType soil;
  private final double depletionFraction;
  private final double[] water = new double[LAYERS];
  private double rain;
  private double irrigation;
  private double evapotranspiration;
  private double drainage;
  private double runoff;

  /**
   * Water that went in and out since the beginning, all in mm: rain + irrigation −
   * evapotranspiration − drainage − runoff is the change of what the soil stores.
   */
  public record Balance(
      double rain, double irrigation, double evapotranspiration, double drainage, double runoff) {

    /** What the soil must have gained. */
    public double gain() {
      return rain + irrigation - evapotranspiration - drainage - runoff;
    }
  }

  /**
   * @param depletionFraction the crop's p of FAO-56
   * @param initial share of the available water at the start, 0 to 1
   */
  public SoilColumn(SoilType soil, double depletionFraction, double initial) {
    this.soil = soil;
    this.depletionFraction = depletionFraction;
    double theta = soil.wiltingPoint() + initial * (soil.fieldCapacity() - soil.wiltingPoint());
    for (int i = 0; i < LAYERS; i++) {
      water[i] = theta * THICKNESS_MM;
    }
  }

  /**
   * Moves on by {@code hours}, during which {@code rainMm} fell, {@code irrigationMm} was given and
   * the reference evapotranspiration was {@code referenceMm}.
   */
  public void step(
      double hours, double rainMm, double irrigationMm, double referenceMm, Crop.Growth crop) {
    rain += rainMm;
    irrigation += irrigationMm;
    double surplus = Math.max(0, rainMm - soil.infiltration() * hours);
    runoff += surplus;
    infiltrate(rainMm - surplus + irrigationMm);
    drain(hours);
    redistribute(hours);
    evaporate(referenceMm * crop.coefficient() * (1 - crop.canopy()));
    transpire(referenceMm * crop.coefficient() * crop.canopy(), crop.rootDepth());
  }

  /** Water in a layer by volume, 0 to 1; layer 0 is the top. */
  public double moisture(int layer) {
    return water[layer] / THICKNESS_MM;
  }

  /** All water in the column, mm. */
  public double storage() {
    double sum = 0;
    for (double layer : water) {
      sum += layer;
    }
    return sum;
  }

  public Balance balance() {
    return new Balance(rain, irrigation, evapotranspiration, drainage, runoff);
  }

  public SoilType soil() {
    return soil;
  }

  private void infiltrate(double mm) {
    double rest = mm;
    for (int i = 0; i < LAYERS && rest > 0; i++) {
      double taken = Math.min(rest, room(i));
      water[i] += taken;
      rest -= taken;
    }
    runoff += rest;
  }

  private void drain(double hours) {
    double share = 1 - StrictMath.exp(-soil.drainageRate() * hours);
    for (int i = LAYERS - 1; i >= 0; i--) {
      double leaving = share * Math.max(0, water[i] - soil.fieldCapacity() * THICKNESS_MM);
      if (i == LAYERS - 1) {
        drainage += leaving;
      } else {
        leaving = Math.min(leaving, room(i + 1));
        water[i + 1] += leaving;
      }
      water[i] -= leaving;
    }
  }

  private void redistribute(double hours) {
    for (int i = 0; i + 1 < LAYERS; i++) {
      double difference = availability(i) - availability(i + 1);
      int from = difference > 0 ? i : i + 1;
      int to = difference > 0 ? i + 1 : i;
      double flow = CAPILLARY_FLOW * hours * Math.min(1, Math.abs(difference));
      double moved = Math.max(0, Math.min(flow, Math.min(abovePlantLimit(from), room(to))));
      water[from] -= moved;
      water[to] += moved;
    }
  }

  private void evaporate(double potential) {
    double least = 0.5 * soil.wiltingPoint() * THICKNESS_MM;
    double readily = (soil.fieldCapacity() - 0.5 * soil.wiltingPoint()) * THICKNESS_MM;
    double reduction = Math.max(0, Math.min(1, 1.4 * (water[0] - least) / readily - 0.3));
    double actual = Math.max(0, Math.min(potential * reduction, water[0] - least));
    water[0] -= actual;
    evapotranspiration += actual;
  }

  /** Roots draw from each layer by their length in it, less as it dries (FAO-56 eq. 84). */
  private void transpire(double potential, double rootDepth) {
    double depth = rootDepth * 1000;
    for (int i = 0; i < LAYERS; i++) {
      double reached = Math.max(0, Math.min(depth - i * THICKNESS_MM, THICKNESS_MM));
      double middle = (i * THICKNESS_MM + reached / 2) / depth;
      double share = reached / depth * (2 - 2 * middle);
      double stress = Math.min(1, availability(i) / (1 - depletionFraction));
      double actual = Math.max(0, Math.min(potential * share * stress, abovePlantLimit(i)));
      water[i] -= actual;
      evapotranspiration += actual;
    }
  }

  /** Available water left in a layer, 1 at field capacity, 0 at the wilting point. */
  private double availability(int layer) {
    double total = (soil.fieldCapacity() - soil.wiltingPoint()) * THICKNESS_MM;
    return Math.max(0, abovePlantLimit(layer) / total);
  }

  private double abovePlantLimit(int layer) {
    return water[layer] - soil.wiltingPoint() * THICKNESS_MM;
  }

  private double room(int layer) {
    return soil.saturation() * THICKNESS_MM - water[layer];
  }
}
