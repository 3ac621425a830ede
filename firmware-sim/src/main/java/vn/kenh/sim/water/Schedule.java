package vn.kenh.sim.water;

import java.util.OptionalLong;
import vn.kenh.sim.soil.SoilType;
import vn.kenh.sim.weather.Site;

/**
 * The controller's own rule, which needs no network: at dawn and late in the afternoon it opens
 * when its probe says the soil is dry, for as long as the missing water takes, but never too long.
 */
public final class Schedule {

  private static final long MINUTE = 60_000;
  private static final long SHORTEST = 8 * MINUTE;
  private static final long LONGEST = 50 * MINUTE;
  private static final long REST = 5 * 60 * MINUTE;

  private final SoilType soil;
  private final double depletionFraction;
  private final double areaSquareMetres;
  private final double litresAMinute;
  private final long staggerMillis;
  private long lastOpened = Long.MIN_VALUE / 2;

  /**
   * @param litresAMinute what the line gives
   * @param staggerMillis delay of this plot's turn, so that plots do not all draw at once
   */
  public Schedule(
      SoilType soil,
      double depletionFraction,
      double areaSquareMetres,
      double litresAMinute,
      long staggerMillis) {
    this.soil = soil;
    this.depletionFraction = depletionFraction;
    this.areaSquareMetres = areaSquareMetres;
    this.litresAMinute = litresAMinute;
    this.staggerMillis = staggerMillis;
  }

  /** Whether it is a time of day at which this plot may be watered. */
  public boolean mayOpen(long millis) {
    long ofDay = Math.floorMod(millis + Site.OFFSET_SECONDS * 1000L - staggerMillis, 1440 * MINUTE);
    boolean dawn = ofDay >= 330 * MINUTE && ofDay < 450 * MINUTE;
    boolean evening = ofDay >= 990 * MINUTE && ofDay < 1050 * MINUTE;
    return (dawn || evening) && millis - lastOpened > REST;
  }

  /**
   * How long to open now.
   *
   * @param measured soil water by volume as the probe sees it, 0 to 1
   * @param rootDepth metres
   * @return milliseconds, or empty where the soil is moist enough
   */
  public OptionalLong decide(long millis, double measured, double rootDepth) {
    double available = soil.fieldCapacity() - soil.wiltingPoint();
    double threshold = soil.fieldCapacity() - 0.35 * depletionFraction * available;
    if (!mayOpen(millis) || measured >= threshold) {
      return OptionalLong.empty();
    }
    double missingMm = (soil.fieldCapacity() - measured) * 0.9 * rootDepth * 1000;
    long needed = (long) (missingMm * areaSquareMetres / litresAMinute * MINUTE);
    lastOpened = millis;
    return OptionalLong.of(Math.max(SHORTEST, Math.min(LONGEST, needed / MINUTE * MINUTE)));
  }
}
