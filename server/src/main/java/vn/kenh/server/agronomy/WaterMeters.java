package vn.kenh.server.agronomy;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import vn.kenh.gateway.reading.MetricCatalogue;

/**
 * Which of a device's metrics say how much water ran. A counter misses nothing while readings are
 * missing, so where there is one, flows are not added to it.
 *
 * @param counters running totals in litres, with their suffixes
 * @param flows in L/min, with their suffixes; empty where there are counters
 */
public record WaterMeters(Set<String> counters, Set<String> flows) {

  /** Those among the metrics a device has reported. */
  public static WaterMeters among(Collection<String> metrics) {
    Set<String> counters = of("water_volume", metrics);
    return new WaterMeters(counters, counters.isEmpty() ? of("water_flow", metrics) : Set.of());
  }

  public boolean isEmpty() {
    return counters.isEmpty() && flows.isEmpty();
  }

  private static Set<String> of(String metric, Collection<String> names) {
    return names.stream()
        .filter(name -> MetricCatalogue.isOf(metric, name))
        .collect(Collectors.toUnmodifiableSet());
  }
}
