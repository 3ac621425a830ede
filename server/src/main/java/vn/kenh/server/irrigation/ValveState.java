package vn.kenh.server.irrigation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import vn.kenh.gateway.reading.MetricCatalogue;
import vn.kenh.server.telemetry.LatestValue;

/** Whether water runs to a plot. */
public enum ValveState {
  /** It has no valve that reports. */
  NONE,
  CLOSED,
  /** At least one valve says that it is open. */
  OPEN;

  /** The metric of a device's only or first valve; further ones have a suffix. */
  private static final String METRIC = "valve_open";

  /**
   * The state of all valves together.
   *
   * @param devices newest values by metric, of each device of the plot
   */
  public static ValveState of(Collection<Map<String, LatestValue>> devices) {
    List<LatestValue> valves =
        devices.stream()
            .flatMap(values -> values.entrySet().stream())
            .filter(entry -> MetricCatalogue.isOf(METRIC, entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (valves.isEmpty()) {
      return NONE;
    }
    return valves.stream().anyMatch(LatestValue::isOn) ? OPEN : CLOSED;
  }
}
