package vn.kenh.server.web.page.view;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vn.kenh.gateway.reading.Metric;
import vn.kenh.gateway.reading.MetricCatalogue;

/** Finds metrics by name where a probe of several depths adds a suffix. */
final class Metrics {

  static final String SOIL_MOISTURE = "soil_moisture";
  static final String VALVE_OPEN = "valve_open";
  static final String WATER_VOLUME = "water_volume";
  static final String WATER_FLOW = "water_flow";
  static final String BATTERY_LEVEL = "battery_level";

  private Metrics() {}

  /** Whether {@code name} is {@code metric} or {@code metric} with a number behind it. */
  static boolean is(String metric, String name) {
    return name.startsWith(metric)
        && (name.length() == metric.length()
            || (name.charAt(metric.length()) == '_'
                && name.length() > metric.length() + 1
                && name.substring(metric.length() + 1).chars().allMatch(Character::isDigit)));
  }

  /** Those of the catalogue in its order, then all others by name. */
  static List<String> inOrder(Set<String> names) {
    Set<String> ordered = new LinkedHashSet<>();
    for (Metric metric : MetricCatalogue.all()) {
      names.stream().filter(name -> is(metric.name(), name)).sorted().forEach(ordered::add);
    }
    names.stream().sorted().forEach(ordered::add);
    return List.copyOf(ordered);
  }
}
