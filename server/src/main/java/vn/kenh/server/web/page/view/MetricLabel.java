package vn.kenh.server.web.page.view;

import java.util.Optional;
import vn.kenh.gateway.reading.Metric;
import vn.kenh.gateway.reading.MetricCatalogue;
import vn.kenh.gateway.reading.MetricKind;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.web.page.text.LocalFormat;
import vn.kenh.server.web.page.text.Texts;

/**
 * What people call a metric.
 *
 * @param name its name with suffix, as the API takes it
 * @param label in the reader's language; of a metric that the catalogue does not know, its name
 * @param unit as people write it; empty where none is written
 * @param decimals how many are worth showing
 */
public record MetricLabel(String name, String label, String unit, int decimals) {

  private static final int DECIMALS_OF_UNKNOWN = 2;

  public static MetricLabel of(String name, Texts texts) {
    Optional<Metric> known = MetricCatalogue.find(name);
    if (known.isEmpty()) {
      return new MetricLabel(name, name.replace('_', ' '), "", DECIMALS_OF_UNKNOWN);
    }
    Metric metric = known.get();
    String suffix = name.substring(metric.name().length()).replace('_', ' ');
    return new MetricLabel(
        name,
        metric.label(texts.language().code()) + suffix,
        metric.displayUnit(),
        metric.decimals());
  }

  /** A value as it is said: {@code 31,4 %}, and of a switch yes or no. */
  String words(LatestValue latest, Texts texts) {
    boolean isSwitch =
        MetricCatalogue.find(name).filter(m -> m.kind() == MetricKind.SWITCH).isPresent();
    return isSwitch
        ? texts.t(latest.isOn() ? "value.yes" : "value.no")
        : value(latest.value(), texts.format());
  }

  /** A value with its unit: {@code 31,4 %}. */
  public String value(double value, LocalFormat format) {
    return format.number(value, decimals) + (unit.isEmpty() ? "" : "\u00a0" + unit);
  }
}
