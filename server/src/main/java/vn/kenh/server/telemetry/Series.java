package vn.kenh.server.telemetry;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A trend.
 *
 * @param intervalMillis width of a bucket; 0 where every bucket is one raw reading
 * @param buckets in order of time, at most as many as asked for
 */
public record Series(long intervalMillis, List<Bucket> buckets) {

  /**
   * One bucket: its first millisecond (aligned to the interval since the epoch; the reading's own
   * time when raw), and mean, least and greatest value in the metric's unit.
   */
  public record Bucket(long startMillis, double mean, double min, double max) {}

  /** The mean of the buckets that begin in a half-open range; empty if there is none. */
  public OptionalDouble mean(long fromMillis, long toMillis) {
    return buckets.stream()
        .filter(bucket -> bucket.startMillis() >= fromMillis && bucket.startMillis() < toMillis)
        .mapToDouble(Bucket::mean)
        .average();
  }
}
