package vn.kenh.server.web.page.chart;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import vn.kenh.server.telemetry.Series.Bucket;
import vn.kenh.server.web.page.chart.Drawing.Mark;
import vn.kenh.server.web.page.chart.Drawing.Stroke;
import vn.kenh.server.web.page.text.LocalFormat;

/** Draws a panel of lines over a span of time: what is seen until, or without, JavaScript. */
public final class TrendDrawer {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 260;
  private static final int LEFT = 68;
  private static final int RIGHT = WIDTH - 8;
  private static final int TOP = 10;
  private static final int BOTTOM = HEIGHT - 36;
  private static final int ROWS = 4;
  private static final int COLUMNS = 7;

  private final long fromMillis;
  private final long toMillis;
  private final LocalFormat format;

  public TrendDrawer(long fromMillis, long toMillis, LocalFormat format) {
    this.fromMillis = fromMillis;
    this.toMillis = toMillis;
    this.format = format;
  }

  public Drawing draw(ChartPanel panel) {
    Scale scale = scale(panel);
    List<Mark> rows = new ArrayList<>();
    for (double tick : scale.ticks()) {
      rows.add(
          new Mark(PathData.coordinate(y(tick, scale)), format.number(tick, scale.decimals())));
    }
    List<Mark> columns = new ArrayList<>();
    for (TimeTicks.Tick tick : TimeTicks.between(fromMillis, toMillis, COLUMNS, format)) {
      columns.add(new Mark(PathData.coordinate(x(tick.millis())), tick.label()));
    }
    List<Stroke> strokes = new ArrayList<>();
    for (ChartLine line : panel.lines()) {
      PathData path = new PathData(line.series(), this::x, value -> y(value, scale));
      strokes.add(new Stroke(line.colour(), path.line(), path.band()));
    }
    return new Drawing(WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM, rows, columns, strokes);
  }

  private static Scale scale(ChartPanel panel) {
    DoubleSummaryStatistics values = new DoubleSummaryStatistics();
    for (ChartLine line : panel.lines()) {
      for (Bucket bucket : line.series().buckets()) {
        values.accept(bucket.min());
        values.accept(bucket.max());
      }
    }
    return values.getCount() == 0
        ? Scale.around(0, 1, ROWS)
        : Scale.around(values.getMin(), values.getMax(), ROWS);
  }

  private double x(long millis) {
    return LEFT + (RIGHT - LEFT) * ((millis - fromMillis) / (double) (toMillis - fromMillis));
  }

  private static double y(double value, Scale scale) {
    return BOTTOM - (BOTTOM - TOP) * ((value - scale.low()) / (scale.high() - scale.low()));
  }
}
