package vn.kenh.server.agronomy;

import java.util.OptionalDouble;

/**
 * The soil's marks between dry and wet, as volumetric water content in percent. Between field
 * capacity and wilting point lies the total available water (FAO-56 eq. 82); the crop draws a
 * fraction of it without stress (FAO-56 eq. 83).
 *
 * @param fieldCapacity what the soil holds against gravity, percent
 * @param wiltingPoint what roots can no longer draw, percent
 * @param depletionFraction the share of the available water that is readily taken up: FAO-56's p,
 *     0.1 to 0.8 by crop (table 22)
 * @param source where the figures come from
 */
public record SoilLimits(
    double fieldCapacity, double wiltingPoint, double depletionFraction, String source) {

  /**
   * The silty loams of the Red River delta with a crop of the usual p of 0.5: dry below 26 %, very
   * dry below 20 %, wet above 40 %.
   */
  public static final SoilLimits DELTA_SILT_LOAM =
      new SoilLimits(36, 16, 0.5, "FAO-56 table 19, upper end of silt loam; chapter 8");

  /**
   * With so little left of the available water even hardy crops suffer: FAO-56 lets p reach 0.8 at
   * most.
   */
  private static final double SEVERE_REMAINDER = 0.2;

  /**
   * Our own mark: a soil that keeps this share of its available water above field capacity does not
   * drain. Less of it is a probe's error, or the hours after rain.
   */
  private static final double WET_EXCESS = 0.2;

  public SoilLimits {
    if (!(wiltingPoint >= 0 && wiltingPoint < fieldCapacity && fieldCapacity <= 100)) {
      throw new IllegalArgumentException(
          "0 <= wilting point < field capacity <= 100 must hold, not %s and %s"
              .formatted(wiltingPoint, fieldCapacity));
    }
    if (!(depletionFraction >= 0.1 && depletionFraction <= 0.8)) {
      throw new IllegalArgumentException(
          "the depletion fraction must be from 0.1 to 0.8, not " + depletionFraction);
    }
  }

  /** Percent between field capacity and wilting point. */
  public double availableWater() {
    return fieldCapacity - wiltingPoint;
  }

  /** The least moisture that is good, percent; below it, it is time to water. */
  public double goodFrom() {
    return fieldCapacity - depletionFraction * availableWater();
  }

  /** The greatest moisture that is good, percent. */
  public double goodTo() {
    return fieldCapacity + WET_EXCESS * availableWater();
  }

  /** Below this the crop suffers, percent. */
  public double sufferingBelow() {
    return wiltingPoint + SEVERE_REMAINDER * availableWater();
  }

  /** What a moisture in percent means; nothing is known where there is none. */
  public SoilState stateAt(OptionalDouble moisturePercent) {
    if (moisturePercent.isEmpty()) {
      return SoilState.UNKNOWN;
    }
    double moisture = moisturePercent.getAsDouble();
    if (moisture < sufferingBelow()) {
      return SoilState.VERY_DRY;
    }
    if (moisture < goodFrom()) {
      return SoilState.DRY;
    }
    return moisture <= goodTo() ? SoilState.GOOD : SoilState.WET;
  }
}
