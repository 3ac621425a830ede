package vn.kenh.gateway.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;

/** The topic filters of one session with the QoS each was granted. */
final class Subscriptions {

  private final Map<String, Integer> qosByFilter = new LinkedHashMap<>(4);

  void put(String filter, int qos) {
    qosByFilter.put(filter, qos);
  }

  boolean remove(String filter) {
    return qosByFilter.remove(filter) != null;
  }

  boolean contains(String filter) {
    return qosByFilter.containsKey(filter);
  }

  int size() {
    return qosByFilter.size();
  }

  /** Whether some filter is of {@code device}. */
  boolean concern(String device) {
    return qosByFilter.keySet().stream()
        .anyMatch(filter -> Topics.device(filter).filter(device::equals).isPresent());
  }

  Iterable<String> filters() {
    return qosByFilter.keySet();
  }

  /** The highest QoS granted by the filters that match {@code topic}; -1 if none does. */
  int qosFor(String topic) {
    int qos = -1;
    for (Map.Entry<String, Integer> entry : qosByFilter.entrySet()) {
      if (entry.getValue() > qos && Topics.matches(entry.getKey(), topic)) {
        qos = entry.getValue();
      }
    }
    return qos;
  }
}
