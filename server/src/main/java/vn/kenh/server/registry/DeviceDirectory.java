package vn.kenh.server.registry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What event loops must know of every device, in memory; {@link Registry} keeps it up to date. */
final class DeviceDirectory {

  /**
   * One device: its token's SHA-256 (of no length while it has none), where it stands, and the
   * gateway it reports through.
   */
  record Entry(byte[] tokenHash, Optional<Placement> placement, Optional<String> gateway) {

    boolean hasToken() {
      return tokenHash.length > 0;
    }
  }

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  Optional<Entry> find(String device) {
    return Optional.ofNullable(entries.get(device));
  }

  int withoutToken() {
    return Math.toIntExact(entries.values().stream().filter(entry -> !entry.hasToken()).count());
  }

  void put(String device, Entry entry) {
    entries.put(device, entry);
  }

  void remove(String device) {
    entries.remove(device);
  }

  /** Takes over what another process may have changed. */
  void replaceAll(Map<String, Entry> current) {
    entries.putAll(current);
    entries.keySet().retainAll(current.keySet());
  }
}
