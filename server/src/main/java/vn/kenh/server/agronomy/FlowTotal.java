package vn.kenh.server.agronomy;

import java.time.Duration;
import java.util.List;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.Series.Bucket;

/** Reckons how much water ran, from a flow. */
public final class FlowTotal {

  /** A raw reading stands for the time until the next one, though never for longer than this. */
  public static final Duration LONGEST_STEP = Duration.ofMinutes(10);

  private static final double MILLIS_PER_MINUTE = 60_000;

  private FlowTotal() {}

  /**
   * Litres that a flow in L/min adds up to from a moment on. A bucket stands for its own width, a
   * raw reading for the time until the next one, though never for more than ten minutes of silence;
   * what of that lies before the moment does not count.
   *
   * @param flow should begin {@link #LONGEST_STEP} before the moment, so that what ran across it is
   *     known
   * @param fromMillis the moment
   */
  public static double of(Series flow, long fromMillis) {
    List<Bucket> buckets = flow.buckets();
    double litres = 0;
    for (int i = 0; i < buckets.size(); i++) {
      long start = buckets.get(i).startMillis();
      long end = start + millisOf(flow, i);
      long counted = Math.max(0, end - Math.max(start, fromMillis));
      litres += buckets.get(i).mean() * counted / MILLIS_PER_MINUTE;
    }
    return litres;
  }

  private static long millisOf(Series flow, int index) {
    if (flow.intervalMillis() > 0) {
      return flow.intervalMillis();
    }
    if (index == flow.buckets().size() - 1) {
      return 0;
    }
    long pause =
        flow.buckets().get(index + 1).startMillis() - flow.buckets().get(index).startMillis();
    return Math.min(pause, LONGEST_STEP.toMillis());
  }
}
