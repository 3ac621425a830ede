package vn.kenh.server.telemetry;

import java.util.HashMap;
import java.util.Map;

/**
 * Adds up what running counters counted, each device's and metric's by itself, readings given in
 * order of time.
 *
 * <p>A fall to less than half is a counter that began again at zero: what it shows since then
 * counts. A smaller fall is a correction or a reading of poor precision: nothing counts until the
 * counter passes where it was, so that noise on a great total is not taken for litres.
 */
final class CounterTotal {

  private final Map<String, Map<String, Double>> reached = new HashMap<>();

  /** The increase that comes with this reading; 0 for the first of a counter. */
  double increase(String device, String metric, double value) {
    Map<String, Double> counters = reached.computeIfAbsent(device, id -> new HashMap<>());
    Double before = counters.get(metric);
    if (before == null || value >= before) {
      counters.put(metric, value);
      return before == null ? 0 : value - before;
    }
    if (value < before / 2) {
      counters.put(metric, value);
      return value;
    }
    return 0;
  }
}
