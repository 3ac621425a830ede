package vn.kenh.sim.soil;

/**
 * Water that went in and out since the beginning, all in mm: rain + irrigation − evapotranspiration
 * − drainage − runoff is the change of what the soil stores.
 */
public record WaterBalance(
    double rain, double irrigation, double evapotranspiration, double drainage, double runoff) {

  /** What the soil must have gained. */
  public double gain() {
    return rain + irrigation - evapotranspiration - drainage - runoff;
  }
}
