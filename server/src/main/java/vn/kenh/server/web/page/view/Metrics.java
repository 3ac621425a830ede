package vn.kenh.server.web.page.view;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vn.kenh.gateway.reading.Metric;
import vn.kenh.gateway.reading.MetricCatalogue;

/** The order in which metrics are shown. */
final class Metrics {

  private Metrics() {}

  /** Those of the catalogue in its order, then all others by name. */
  static List<String> inOrder(Set<String> names) {
    Set<String> ordered = new LinkedHashSet<>();
    for (Metric metric : MetricCatalogue.all()) {
      names.stream()
          .filter(name -> MetricCatalogue.isOf(metric.name(), name))
          .sorted()
          .forEach(ordered::add);
    }
    names.stream().sorted().forEach(ordered::add);
    return List.copyOf(ordered);
  }
}
