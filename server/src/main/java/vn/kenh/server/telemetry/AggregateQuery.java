package vn.kenh.server.telemetry;

import java.util.Set;

/**
 * Asks for one metric in buckets of a given width over a half-open range of time.
 *
 * @param devices whose readings to combine; an empty set gives no buckets
 * @param metric metric name with suffix
 * @param fromMillis first millisecond, inclusive
 * @param toMillis last millisecond, exclusive
 * @param intervalMillis width of a bucket, at least 1
 * @param offsetMillis buckets begin at multiples of the interval plus this: for days in a zone east
 *     of Greenwich by seven hours, minus seven hours
 */
public record AggregateQuery(
    Set<String> devices,
    String metric,
    long fromMillis,
    long toMillis,
    long intervalMillis,
    long offsetMillis) {

  public AggregateQuery {
    if (intervalMillis < 1) {
      throw new IllegalArgumentException("a bucket is at least 1 ms wide, not " + intervalMillis);
    }
  }
}
