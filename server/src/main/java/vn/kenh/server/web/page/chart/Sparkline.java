package vn.kenh.server.web.page.chart;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.Series.Bucket;

/**
 * A small chart without axes: a water surface over time, before the band of values that is good.
 *
 * @param bandTop where the good values begin, from the top
 * @param bandHeight how far they reach down
 * @param dotX where the newest value is
 */
public record Sparkline(
    int width,
    int height,
    String line,
    String area,
    String bandTop,
    String bandHeight,
    String dotX,
    String dotY) {

  private static final int WIDTH = 240;
  private static final int HEIGHT = 56;
  private static final int MARGIN = 4;

  /**
   * Draws a series over a span of time.
   *
   * @param goodFrom least value that is good
   * @param goodTo greatest value that is good
   */
  public static Sparkline of(
      Series series, long fromMillis, long toMillis, double goodFrom, double goodTo) {
    DoubleSummaryStatistics values =
        series.buckets().stream().mapToDouble(Bucket::mean).summaryStatistics();
    double low = Math.min(values.getCount() == 0 ? goodFrom : values.getMin(), goodFrom) - 2;
    double high = Math.max(values.getCount() == 0 ? goodTo : values.getMax(), goodFrom + 6) + 2;
    PathData path =
        new PathData(
            series, millis -> x(millis, fromMillis, toMillis), value -> y(value, low, high));
    double top = Math.max(0, y(goodTo, low, high));
    double bottom = Math.min(HEIGHT, y(goodFrom, low, high));
    List<Bucket> buckets = series.buckets();
    Bucket last =
        buckets.isEmpty() ? new Bucket(fromMillis, low, low, low) : buckets.get(buckets.size() - 1);
    return new Sparkline(
        WIDTH,
        HEIGHT,
        path.line(),
        path.areaDownTo(HEIGHT),
        PathData.coordinate(top),
        PathData.coordinate(Math.max(0, bottom - top)),
        PathData.coordinate(x(last.startMillis(), fromMillis, toMillis)),
        PathData.coordinate(y(last.mean(), low, high)));
  }

  public boolean isEmpty() {
    return line.isEmpty();
  }

  private static double x(long millis, long from, long to) {
    return WIDTH * ((millis - from) / (double) (to - from));
  }

  private static double y(double value, double low, double high) {
    return HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * ((value - low) / (high - low));
  }
}
