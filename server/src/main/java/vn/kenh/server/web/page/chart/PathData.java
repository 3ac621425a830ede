package vn.kenh.server.web.page.chart;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleFunction;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.Series.Bucket;

/** Writes a series as SVG path data, broken where nothing was measured. */
final class PathData {

  private final Series series;
  private final long longestBridge;
  private final LongToDoubleFunction x;
  private final DoubleUnaryOperator y;

  PathData(Series series, LongToDoubleFunction x, DoubleUnaryOperator y) {
    this.series = series;
    this.longestBridge = Gaps.longestBridge(series);
    this.x = x;
    this.y = y;
  }

  /** The line of the means; a lone reading becomes a dot (a line of no length, round caps). */
  String line() {
    StringBuilder path = new StringBuilder();
    forEachRun(run -> appendRun(path, run, Bucket::mean, false));
    return path.toString();
  }

  /** The area between the least and the greatest values; empty where every bucket is one value. */
  String band() {
    if (series.buckets().stream().allMatch(bucket -> bucket.min() == bucket.max())) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    forEachRun(
        run -> {
          appendRun(path, run, Bucket::max, false);
          appendRun(path, run, Bucket::min, true);
          path.append('Z');
        });
    return path.toString();
  }

  /** The area between the line and {@code floor} (an SVG coordinate). */
  String areaDownTo(double floor) {
    StringBuilder path = new StringBuilder();
    forEachRun(
        run -> {
          appendRun(path, run, Bucket::mean, false);
          append(path, 'L', x.applyAsDouble(run.get(run.size() - 1).startMillis()), floor);
          append(path, 'L', x.applyAsDouble(run.get(0).startMillis()), floor);
          path.append('Z');
        });
    return path.toString();
  }

  private interface RunConsumer {
    void accept(List<Bucket> run);
  }

  private void forEachRun(RunConsumer consumer) {
    List<Bucket> buckets = series.buckets();
    int start = 0;
    for (int i = 1; i <= buckets.size(); i++) {
      if (i == buckets.size()
          || buckets.get(i).startMillis() - buckets.get(i - 1).startMillis() > longestBridge) {
        consumer.accept(buckets.subList(start, i));
        start = i;
      }
    }
  }

  private void appendRun(
      StringBuilder path, List<Bucket> run, ToDoubleFunction<Bucket> value, boolean backwards) {
    for (int i = 0; i < run.size(); i++) {
      Bucket bucket = run.get(backwards ? run.size() - 1 - i : i);
      append(
          path,
          i == 0 && !backwards ? 'M' : 'L',
          x.applyAsDouble(bucket.startMillis()),
          y.applyAsDouble(value.applyAsDouble(bucket)));
    }
    if (run.size() == 1 && !backwards) {
      path.append("h0");
    }
  }

  private static void append(StringBuilder path, char command, double x, double y) {
    path.append(command).append(coordinate(x)).append(' ').append(coordinate(y));
  }

  /** A coordinate with one digit behind the point: enough for a screen, short on the wire. */
  static String coordinate(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0 ? String.valueOf(tenths / 10) : String.valueOf(tenths / 10.0);
  }
}
