package vn.kenh.server.web.page.chart;

import java.util.Arrays;
import java.util.List;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.Series.Bucket;

/** Decides where a line must break, so that silence is not drawn as a slow change. */
final class Gaps {

  /** A pause this many times longer than usual is a gap. */
  private static final int TIMES_USUAL = 3;

  private Gaps() {}

  /** The longest pause between two buckets, in milliseconds, that is still drawn as a line. */
  static long longestBridge(Series series) {
    List<Bucket> buckets = series.buckets();
    if (buckets.size() < 2) {
      return Long.MAX_VALUE;
    }
    long[] pauses = new long[buckets.size() - 1];
    for (int i = 0; i < pauses.length; i++) {
      pauses[i] = buckets.get(i + 1).startMillis() - buckets.get(i).startMillis();
    }
    Arrays.sort(pauses);
    long usual = pauses[pauses.length / 2];
    return TIMES_USUAL * Math.max(usual, series.intervalMillis());
  }
}
