package vn.kenh.server.telemetry;

import java.util.HashMap;
import java.util.Map;

/**
 * Adds up what running counters counted, each device's and metric's by itself, readings given in
 * order of time. Not for several threads.
 *
 * <p>A fall to less than half is a counter that began again at zero (a new battery, a new meter):
 * what it shows since then counts. A smaller fall is a correction or a reading of poor precision:
 * nothing counts until the counter passes where it was, so that noise on a great total is not taken
 * for litres.
 */
public final class CounterTotal {

  private final Map<String, Map<String, Double>> reached = new HashMap<>();

  /** The increase that comes with this reading, in its unit; 0 for the first of a counter. */
  public double increase(String device, String metric, double value) {
    Map<String, Double> counters = reached.computeIfAbsent(device, id -> new HashMap<>());
    Double before = counters.get(metric);
    if (before == null || value >= before) {
      counters.put(metric, value);
      return before == null ? 0 : value - before;
    }
    if (beganAgain(before, value)) {
      counters.put(metric, value);
      return value;
    }
    return 0;
  }

  /**
   * What one counter counted from a moment on; exact on raw readings, so ask for enough points that
   * buckets are narrow.
   *
   * @param counter should begin before the moment: its readings until then tell where the counter
   *     stood
   * @param fromMillis the moment; where buckets are wide, the start of one
   */
  public static double of(Series counter, long fromMillis) {
    CounterTotal total = new CounterTotal();
    double sum = 0;
    double before = 0;
    for (Series.Bucket bucket : counter.buckets()) {
      // The order within a bucket is lost: one that reaches on and yet begins again did so in turn.
      boolean againWithin = bucket.max() >= before && beganAgain(before, bucket.min());
      double first = againWithin ? bucket.max() : bucket.min();
      double second = againWithin ? bucket.min() : bucket.max();
      double increase = total.increase("", "", first) + total.increase("", "", second);
      sum += bucket.startMillis() >= fromMillis ? increase : 0;
      before = againWithin ? bucket.min() : bucket.max();
    }
    return sum;
  }

  private static boolean beganAgain(double before, double value) {
    return value < before / 2;
  }
}
