package vn.kenh.gateway.bench;

/** Counts durations in buckets that are about 3 % wide, from a microsecond to a minute and more. */
final class LatencyHistogram {

  private static final int STEPS_PER_DOUBLING = 32;
  private static final int BUCKETS = 64 * STEPS_PER_DOUBLING;

  private final long[] counts = new long[BUCKETS];

  void record(long nanos) {
    counts[bucket(Math.max(1, nanos))]++;
  }

  void add(LatencyHistogram other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
  }

  void clear() {
    java.util.Arrays.fill(counts, 0);
  }

  /** The upper edge of the bucket that holds this percentile, in nanoseconds; 0 if empty. */
  long percentile(double percent) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    long wanted = (long) Math.ceil(total * percent / 100);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (counts[i] > 0 && seen >= wanted) {
        return upperEdge(i);
      }
    }
    return 0;
  }

  private static int bucket(long nanos) {
    int doubling = 63 - Long.numberOfLeadingZeros(nanos);
    long step =
        doubling >= 5
            ? (nanos >>> (doubling - 5)) & (STEPS_PER_DOUBLING - 1)
            : (nanos << (5 - doubling)) & (STEPS_PER_DOUBLING - 1);
    return doubling * STEPS_PER_DOUBLING + (int) step;
  }

  private static long upperEdge(int bucket) {
    int doubling = bucket / STEPS_PER_DOUBLING;
    double step = bucket % STEPS_PER_DOUBLING + 1;
    return (long) (Math.scalb(1.0, doubling) * (1 + step / STEPS_PER_DOUBLING));
  }
}
