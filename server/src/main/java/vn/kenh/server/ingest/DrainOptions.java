package vn.kenh.server.ingest;

import java.time.Duration;

/**
 * How readings are gathered for the store.
 *
 * @param points a bundle is sent when it holds this many
 * @param bytes a bundle is sent when it holds this many
 * @param linger a bundle is sent when its first entry has waited this long
 * @param writers bundles under way at the same time
 * @param firstPause wait before the first retry; each further one waits twice as long
 * @param longestPause the longest wait between retries
 */
public record DrainOptions(
    int points,
    int bytes,
    Duration linger,
    int writers,
    Duration firstPause,
    Duration longestPause) {

  /** 5,000 points or 100 ms, two at a time; retries after 0.25 to 30 s. */
  public static DrainOptions defaults() {
    return new DrainOptions(
        5_000, 4 << 20, Duration.ofMillis(100), 2, Duration.ofMillis(250), Duration.ofSeconds(30));
  }
}
