package vn.kenh.server.web.page.origin;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import vn.kenh.server.trace.growing.DayRange;

/**
 * Soil moisture day by day, as SVG paths: a band from the lowest to the highest value and a line
 * for the mean, broken where days have no readings.
 *
 * @param band closed areas, one for each run of days with readings
 * @param line the mean of these days
 * @param ticks lines across, with their value
 * @param days marks below, with their date
 */
public record MoistureChart(String band, String line, List<Tick> ticks, List<Tick> days) {

  public static final int WIDTH = 600;
  public static final int HEIGHT = 220;

  /** Where the lines across begin; the widest label, 100%, fits before it on a phone. */
  public static final int LEFT = 62;

  private static final int BOTTOM = 38;

  /** Room for the upper half of the first label, which is larger on a phone. */
  private static final int TOP = 18;

  /** A mark: where, and what it says. */
  public record Tick(double at, String text) {}

  static MoistureChart of(LocalDate from, int days, List<DayRange> ranges, OriginTexts texts) {
    double lowest = ranges.stream().mapToDouble(DayRange::min).min().orElse(0);
    double highest = ranges.stream().mapToDouble(DayRange::max).max().orElse(100);
    double bottom = Math.max(0, Math.floor((lowest - 2) / 10) * 10);
    double top = Math.min(100, Math.ceil((highest + 2) / 10) * 10);
    Scale scale = new Scale(from, days, bottom, Math.max(top, bottom + 10));

    StringBuilder band = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (List<DayRange> run : runs(ranges)) {
      append(band, "M", run, DayRange::max, scale);
      List<DayRange> back = new ArrayList<>(run);
      Collections.reverse(back);
      append(band, "L", back, DayRange::min, scale);
      band.append('Z');
      append(line, "M", run, DayRange::mean, scale);
    }
    List<Tick> ticks = new ArrayList<>();
    double step = scale.top - scale.bottom > 40 ? 20 : 10;
    for (double value = scale.bottom; value <= scale.top; value += step) {
      ticks.add(new Tick(scale.y(value), texts.number(value, 0) + "%"));
    }
    List<Tick> marks = new ArrayList<>();
    for (int day = 0; day < days; day += 7) {
      marks.add(new Tick(scale.x(from.plusDays(day)), texts.shortDate(from.plusDays(day))));
    }
    return new MoistureChart(band.toString(), line.toString(), ticks, marks);
  }

  private record Scale(LocalDate from, int days, double bottom, double top) {

    double x(LocalDate day) {
      double step = (double) (WIDTH - LEFT - 8) / days;
      return rounded(LEFT + (day.toEpochDay() - from.toEpochDay() + 0.5) * step);
    }

    double y(double value) {
      return rounded(TOP + (top - value) / (top - bottom) * (HEIGHT - TOP - BOTTOM));
    }

    private static double rounded(double value) {
      return Math.round(value * 10) / 10.0;
    }
  }

  private static List<List<DayRange>> runs(List<DayRange> ranges) {
    Map<LocalDate, DayRange> byDay =
        ranges.stream().collect(Collectors.toMap(DayRange::day, range -> range));
    List<List<DayRange>> runs = new ArrayList<>();
    for (DayRange range : ranges) {
      if (!byDay.containsKey(range.day().minusDays(1))) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(range);
    }
    return runs;
  }

  /** A day by itself becomes a short bar, or it would be invisible. */
  private static void append(
      StringBuilder path,
      String first,
      List<DayRange> run,
      ToDoubleFunction<DayRange> value,
      Scale scale) {
    String command = first;
    for (DayRange range : run) {
      double x = scale.x(range.day());
      double y = scale.y(value.applyAsDouble(range));
      if (run.size() == 1) {
        double half = first.equals("M") ? -5 : 5;
        point(path, command, x + half, y);
        point(path, "L", x - half, y);
      } else {
        point(path, command, x, y);
      }
      command = "L";
    }
  }

  private static void point(StringBuilder path, String command, double x, double y) {
    path.append(String.format(Locale.ROOT, "%s%.1f %.1f", command, x, y));
  }
}
