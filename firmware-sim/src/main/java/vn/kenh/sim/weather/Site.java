package vn.kenh.sim.weather;

import java.time.ZoneId;

/**
 * Where a farm lies.
 *
 * @param latitude degrees, north positive
 * @param longitude degrees, east positive
 * @param elevation metres above the sea
 * @param climate what is normal there
 */
public record Site(double latitude, double longitude, double elevation, Climate climate) {

  /** The clock on the wall of every farm in Vietnam. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  /** Seconds that the clock on the wall is ahead of UTC, the year round. */
  public static final int OFFSET_SECONDS = 7 * 3600;
}
