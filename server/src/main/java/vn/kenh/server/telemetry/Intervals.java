package vn.kenh.server.telemetry;

import java.util.concurrent.TimeUnit;

/** Chooses widths of buckets that read well on an axis, the same for every store. */
final class Intervals {

  private static final long SECOND = TimeUnit.SECONDS.toMillis(1);
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private static final long[] NICE = {
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY
  };

  private Intervals() {}

  /**
   * The least nice interval that cuts a half-open range into at most {@code points} buckets aligned
   * to the epoch. Beyond 28 days the interval doubles.
   */
  static long atMost(int points, long fromMillis, long toMillis) {
    for (long interval : NICE) {
      if (buckets(interval, fromMillis, toMillis) <= points) {
        return interval;
      }
    }
    long interval = NICE[NICE.length - 1];
    while (buckets(interval, fromMillis, toMillis) > points) {
      interval *= 2;
    }
    return interval;
  }

  private static long buckets(long interval, long fromMillis, long toMillis) {
    return Math.floorDiv(toMillis - 1, interval) - Math.floorDiv(fromMillis, interval) + 1;
  }
}
