package vn.kenh.server.web.page.view;

import java.util.List;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.Series.Bucket;

/** Reckons how much water ran, from a flow. */
final class FlowTotal {

  private static final double MILLIS_PER_MINUTE = 60_000;
  private static final double LONGEST_STEP_MILLIS = 10 * MILLIS_PER_MINUTE;

  private FlowTotal() {}

  /**
   * Litres that a flow in L/min adds up to. A bucket stands for its own width, a raw reading for
   * the time until the next one, though never for more than ten minutes of silence.
   */
  static double of(Series flow) {
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
