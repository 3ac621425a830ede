package vn.kenh.gateway.downlink;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.mqtt.ConnectionListener;
import vn.kenh.gateway.mqtt.DisconnectReason;
import vn.kenh.gateway.mqtt.Identity;
import vn.kenh.gateway.mqtt.MqttLimits;

/**
 * The devices behind this gateway: those it was told of, and those that have connected since it
 * started; and which of them are connected now.
 */
public final class LocalDevices implements ConnectionListener {

  private static final Logger LOG = LoggerFactory.getLogger(LocalDevices.class);

  /** As many as the server lets one gateway subscribe for. */
  private static final int MOST = MqttLimits.defaults().subscriptions();

  private final Supplier<Set<String>> listed;

  /** Open connections of each device that has had one. */
  private final Map<String, Integer> connections = new ConcurrentHashMap<>();

  private final AtomicBoolean tooMany = new AtomicBoolean();

  /**
   * @param listed devices known beforehand; may change at any time
   */
  public LocalDevices(Supplier<Set<String>> listed) {
    this.listed = listed;
  }

  @Override
  public void connected(Identity identity) {
    if (connections.size() < MOST || connections.containsKey(identity.device())) {
      connections.merge(identity.device(), 1, Integer::sum);
    }
  }

  @Override
  public void disconnected(Identity identity, DisconnectReason reason) {
    connections.computeIfPresent(identity.device(), (device, open) -> Math.max(0, open - 1));
  }

  /** All of them, at most as many as a gateway may have. */
  Set<String> all() {
    Set<String> all = new LinkedHashSet<>(listed.get());
    all.addAll(connections.keySet());
    if (all.size() > MOST) {
      if (!tooMany.getAndSet(true)) {
        LOG.warn("more than {} devices: commands do not reach the others", MOST);
      }
      all.removeAll(all.stream().skip(MOST).toList());
    }
    return all;
  }

  /** Whether a device is connected, for those that have been since the start. */
  Map<String, Boolean> online() {
    Map<String, Boolean> online = new HashMap<>();
    connections.forEach((device, open) -> online.put(device, open > 0));
    return online;
  }
}
