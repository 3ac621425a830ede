package vn.kenh.gateway.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Devices {@code d1}, {@code d2}, … with token {@code t}; {@code gw} speaks for d1 and d2. */
final class TestIdentities implements DeviceAuthenticator {

  private record Known(String device, Set<String> others, Set<String> taken) implements Identity {
    @Override
    public boolean speaksFor(String other) {
      return other.equals(device) || (others.contains(other) && !taken.contains(other));
    }

    @Override
    public boolean mayPublishForeign(String topic) {
      return device.equals("gw") && topic.startsWith("zigbee2mqtt/");
    }
  }

  private static final Map<String, Set<String>> GATEWAYS = Map.of("gw", Set.of("d1", "d2"));

  private final Set<String> taken = ConcurrentHashMap.newKeySet();

  static Identity of(String device) {
    return new Known(device, GATEWAYS.getOrDefault(device, Set.of()), Set.of());
  }

  /** From now on no gateway speaks for the device. */
  void takeAway(String device) {
    taken.add(device);
  }

  @Override
  public Optional<Identity> authenticate(String userName, byte[] token) {
    return new String(token, StandardCharsets.UTF_8).equals("t")
        ? Optional.of(new Known(userName, GATEWAYS.getOrDefault(userName, Set.of()), taken))
        : Optional.empty();
  }
}
