package vn.kenh.sim.soil;

/**
 * A soil by what it holds, in volume of water over volume of soil.
 *
 * @param wiltingPoint below it plants draw nothing
 * @param fieldCapacity what stays after free drainage
 * @param saturation all pores full
 * @param infiltration what the surface takes, mm/h
 * @param drainageRate share of the excess over field capacity that leaves a layer, per hour
 */
public record SoilType(
    double wiltingPoint,
    double fieldCapacity,
    double saturation,
    double infiltration,
    double drainageRate) {

  /** Young alluvium inside the dykes (FAO-56 table 19, silt loam). */
  public static final SoilType SILT_LOAM = new SoilType(0.15, 0.31, 0.47, 14, 0.07);

  /** Alluvium of the river banks, lighter (FAO-56 table 19, sandy loam to loam). */
  public static final SoilType RIVER_LOAM = new SoilType(0.11, 0.25, 0.43, 25, 0.12);

  /** Raised beds of heavier earth, as under lychee (FAO-56 table 19, silty clay loam). */
  public static final SoilType CLAY_LOAM = new SoilType(0.20, 0.35, 0.49, 8, 0.04);
}
