package vn.kenh.server.web.page.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.TrendView.Row;
import vn.kenh.server.web.page.view.TrendView.Table;

/** Writes trends as a table of means, for those who read numbers or hear the page. */
final class TrendTable {

  private static final int MOST_ROWS = 32;
  private static final long[] STEPS = {
    Duration.ofMinutes(10).toMillis(),
    Duration.ofMinutes(30).toMillis(),
    Duration.ofHours(1).toMillis(),
    Duration.ofHours(3).toMillis(),
    Duration.ofHours(6).toMillis(),
    Duration.ofDays(1).toMillis(),
    Duration.ofDays(3).toMillis()
  };
  private static final long WEEK = Duration.ofDays(7).toMillis();

  /** Steps begin at whole hours and days of Vietnam, seven hours ahead of Greenwich. */
  private static final long OFFSET = Duration.ofHours(7).toMillis();

  private final Texts texts;

  TrendTable(Texts texts) {
    this.texts = texts;
  }

  Table build(Map<String, Series> series, TrendRange range) {
    List<MetricLabel> labels =
        series.keySet().stream().map(metric -> MetricLabel.of(metric, texts)).toList();
    long from = range.from().toEpochMilli();
    long to = range.to().toEpochMilli();
    long step = step(to - from);
    List<Row> rows = new ArrayList<>();
    for (long start = Math.floorDiv(to - 1 + OFFSET, step) * step - OFFSET;
        start + step > from;
        start -= step) {
      List<String> cells = new ArrayList<>();
      for (MetricLabel label : labels) {
        cells.add(
            mean(series.getOrDefault(label.name(), new Series(0, List.of())), start, step, label));
      }
      if (!cells.stream().allMatch(String::isEmpty)) {
        rows.add(new Row(texts.format().dateAndTime(Instant.ofEpochMilli(start)), cells));
      }
    }
    return new Table(labels.stream().map(TrendTable::heading).toList(), rows);
  }

  private String mean(Series series, long start, long step, MetricLabel label) {
    OptionalDouble mean = series.mean(start, start + step);
    return mean.isEmpty() ? "" : texts.format().number(mean.getAsDouble(), label.decimals());
  }

  private static String heading(MetricLabel label) {
    return label.unit().isEmpty() ? label.label() : label.label() + " (" + label.unit() + ")";
  }

  private static long step(long span) {
    for (long step : STEPS) {
      if (span / step <= MOST_ROWS) {
        return step;
      }
    }
    return Math.max(WEEK, span / MOST_ROWS);
  }
}
