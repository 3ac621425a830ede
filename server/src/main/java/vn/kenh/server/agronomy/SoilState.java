package vn.kenh.server.agronomy;

/** What a soil moisture means to the crop; {@link SoilLimits} says where each begins. */
public enum SoilState {
  /** Nothing was measured lately. */
  UNKNOWN,
  /** Little water is left that roots can draw: the crop suffers. */
  VERY_DRY,
  /** The readily available water is used up: time to water. */
  DRY,
  /** Enough, and not too much. */
  GOOD,
  /** More than the soil can hold for long: water runs off or drowns the roots. */
  WET;

  /** Whether the crop wants water. */
  public boolean wantsWater() {
    return this == DRY || this == VERY_DRY;
  }
}
