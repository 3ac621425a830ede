package vn.kenh.server.telemetry;

import java.util.Set;

/**
 * Asks for one metric over a half-open range of time.
 *
 * @param devices whose readings to combine; an empty set gives an empty series
 * @param metric metric name with suffix, such as {@code soil_moisture_2}
 * @param fromMillis first millisecond, inclusive
 * @param toMillis last millisecond, exclusive
 * @param points at most this many buckets, from 1 to 10,000
 */
public record TrendQuery(
    Set<String> devices, String metric, long fromMillis, long toMillis, int points) {

  /** More than any screen can show. */
  public static final int MAX_POINTS = 10_000;

  public TrendQuery {
    if (points < 1 || points > MAX_POINTS) {
      throw new IllegalArgumentException(
          "points must be from 1 to " + MAX_POINTS + ", not " + points);
    }
  }
}
