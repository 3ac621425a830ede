package vn.kenh.server.web.page.view;

import java.util.List;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.Series.Bucket;

/** Reckons how much water ran, from what meters report. */
final class WaterUse {

  private static final double MILLIS_PER_MINUTE = 60_000;
  private static final double LONGEST_STEP_MILLIS = 10 * MILLIS_PER_MINUTE;

  private WaterUse() {}

  /**
   * Litres counted by one running counter: the sum of its increases. A fall means that the device
   * began again at zero. Exact on raw readings; ask for enough points that buckets are narrow.
   */
  static double ofCounter(Series counter) {
    List<Bucket> buckets = counter.buckets();
    double litres = 0;
    for (int i = 0; i < buckets.size(); i++) {
      Bucket bucket = buckets.get(i);
      litres += bucket.max() - bucket.min();
      if (i > 0) {
        double before = buckets.get(i - 1).max();
        litres += bucket.min() >= before ? bucket.min() - before : bucket.min();
      }
    }
    return litres;
  }

  /**
   * Litres that a flow in L/min adds up to. A bucket stands for its own width, a raw reading for
   * the time until the next one, though never for more than ten minutes of silence.
   */
  static double ofFlow(Series flow) {
    List<Bucket> buckets = flow.buckets();
    double litres = 0;
    for (int i = 0; i < buckets.size(); i++) {
      litres += buckets.get(i).mean() * millisOf(flow, i) / MILLIS_PER_MINUTE;
    }
    return litres;
  }

  private static double millisOf(Series flow, int index) {
    if (flow.intervalMillis() > 0) {
      return (double) flow.intervalMillis();
    }
    if (index == flow.buckets().size() - 1) {
      return 0;
    }
    long pause =
        flow.buckets().get(index + 1).startMillis() - flow.buckets().get(index).startMillis();
    return Math.min((double) pause, LONGEST_STEP_MILLIS);
  }
}
