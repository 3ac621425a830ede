package vn.kenh.server.web.page.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.web.page.chart.ChartLine;
import vn.kenh.server.web.page.chart.ChartPanel;
import vn.kenh.server.web.page.chart.TrendDrawer;
import vn.kenh.server.web.page.text.Texts;
import vn.kenh.server.web.page.view.TrendView.Chip;
import vn.kenh.server.web.page.view.TrendView.Line;
import vn.kenh.server.web.page.view.TrendView.Panel;
import vn.kenh.server.web.page.view.TrendView.RangeLink;

/** Puts together the trends of one or several devices. */
public final class TrendBuilder {

  /** As many as the palette has line colours. */
  private static final int MOST_SHOWN = 6;

  private static final int POINTS = 240;

  /** What a farmer looks at first; the first few of these that are measured are shown. */
  private static final List<String> FIRST =
      List.of("soil_moisture", "water_flow", "air_temperature", "rainfall");

  private static final int SHOWN_FIRST = 3;

  private final FieldData data;
  private final Texts texts;

  public TrendBuilder(FieldData data, Texts texts) {
    this.data = data;
    this.texts = texts;
  }

  /** What the trends are of: where the page is, and whose readings it combines. */
  public record Subject(
      String path, String kind, String id, Optional<String> farm, Set<String> devices) {}

  /**
   * The trends of a subject.
   *
   * @param chosen metric names; those never measured are left out, none means the usual ones
   */
  public TrendView build(Subject subject, TrendRange range, List<String> chosen) {
    List<String> measured = measured(subject.devices());
    List<String> shown = shown(measured, chosen);
    Map<String, Series> series = new LinkedHashMap<>();
    boolean down = false;
    for (String metric : shown) {
      try {
        series.put(metric, trend(subject, metric, range));
      } catch (StoreUnavailableException e) {
        down = true;
      }
    }
    return new TrendView(
        subject.path(),
        subject.kind(),
        subject.id(),
        subject.farm(),
        range,
        ranges(subject, range, shown),
        chips(subject, range, measured, shown),
        down ? List.of() : panels(range, shown, series),
        new TrendTable(texts).build(series, range),
        csv(subject, range),
        down);
  }

  private Series trend(Subject subject, String metric, TrendRange range)
      throws StoreUnavailableException {
    return data.trend(
        subject.devices(), metric, range.from().toEpochMilli(), range.to().toEpochMilli(), POINTS);
  }

  private List<String> measured(Set<String> devices) {
    Set<String> names = new TreeSet<>();
    devices.forEach(device -> names.addAll(data.latest(device).keySet()));
    return Metrics.inOrder(names);
  }

  private static List<String> shown(List<String> measured, List<String> chosen) {
    List<String> wanted =
        chosen.stream().filter(measured::contains).distinct().limit(MOST_SHOWN).toList();
    if (!wanted.isEmpty()) {
      return wanted;
    }
    List<String> usual = FIRST.stream().filter(measured::contains).limit(SHOWN_FIRST).toList();
    return usual.isEmpty() ? measured.stream().limit(1).toList() : usual;
  }

  private static List<RangeLink> ranges(Subject subject, TrendRange range, List<String> shown) {
    List<RangeLink> links = new ArrayList<>();
    for (String code : TrendRange.codes()) {
      links.add(
          new RangeLink(
              code,
              subject.path() + "?range=" + code + metricQuery(shown),
              code.equals(range.code())));
    }
    return links;
  }

  private List<Chip> chips(
      Subject subject, TrendRange range, List<String> measured, List<String> shown) {
    List<Chip> chips = new ArrayList<>();
    for (String metric : measured) {
      boolean on = shown.contains(metric);
      List<String> then = new ArrayList<>(shown);
      if (on) {
        then.remove(metric);
      } else {
        then.add(metric);
      }
      chips.add(
          new Chip(
              MetricLabel.of(metric, texts),
              colour(shown, metric),
              on,
              subject.path() + "?" + range.query() + metricQuery(then)));
    }
    return chips;
  }

  private List<Panel> panels(TrendRange range, List<String> shown, Map<String, Series> series) {
    Map<String, List<ChartLine>> byUnit = new LinkedHashMap<>();
    for (String metric : shown) {
      MetricLabel label = MetricLabel.of(metric, texts);
      byUnit
          .computeIfAbsent(axis(label), unit -> new ArrayList<>())
          .add(
              new ChartLine(
                  metric,
                  label.label(),
                  colour(shown, metric),
                  series.getOrDefault(metric, new Series(0, List.of()))));
    }
    TrendDrawer drawer =
        new TrendDrawer(range.from().toEpochMilli(), range.to().toEpochMilli(), texts.format());
    return byUnit.values().stream().map(lines -> panel(lines, drawer)).toList();
  }

  /** Metrics without a unit have nothing in common to share an axis for. */
  private static String axis(MetricLabel label) {
    return label.unit().isEmpty() ? label.name() : label.unit();
  }

  private Panel panel(List<ChartLine> lines, TrendDrawer drawer) {
    MetricLabel first = MetricLabel.of(lines.get(0).metric(), texts);
    ChartPanel panel = new ChartPanel(first.unit(), lines);
    return new Panel(
        first.unit(),
        first.decimals(),
        lines.stream()
            .map(
                line -> new Line(MetricLabel.of(line.metric(), texts), line.colour(), newest(line)))
            .toList(),
        drawer.draw(panel),
        panel.isEmpty());
  }

  private String newest(ChartLine line) {
    List<Series.Bucket> buckets = line.series().buckets();
    return buckets.isEmpty()
        ? "–"
        : MetricLabel.of(line.metric(), texts)
            .value(buckets.get(buckets.size() - 1).mean(), texts.format());
  }

  /** Lines shown together never share a colour; a metric not shown has none. */
  private static int colour(List<String> shown, String metric) {
    return Math.max(0, shown.indexOf(metric));
  }

  private static String metricQuery(List<String> metrics) {
    return metrics.stream().map(metric -> "&m=" + encode(metric)).collect(Collectors.joining());
  }

  /** All metrics of the span, raw; the API streams them. */
  private static String csv(Subject subject, TrendRange range) {
    return "/api/v1/readings?format=csv&"
        + subject.kind()
        + "="
        + encode(subject.id())
        + "&from="
        + range.from().toEpochMilli()
        + "&to="
        + range.to().toEpochMilli();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
