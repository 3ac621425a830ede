package vn.kenh.gateway.uplink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Downlink} over one connection: subscribes for the commands of every device, again and
 * again for those the server does not know yet, and tells which devices are there. Apart from what
 * arrives, everything happens on the uplink's thread, in {@link #tick}.
 */
final class DownlinkLine {

  private static final Logger LOG = LoggerFactory.getLogger(DownlinkLine.class);
  private static final long TICK_NANOS = Duration.ofMillis(200).toNanos();
  private static final long REFUSED_NANOS = Duration.ofSeconds(20).toNanos();
  private static final int BATCH = 50;
  private static final int REFUSED = 0x80;

  private final MqttAsyncClient client;
  private final Downlink downlink;
  private final Queue<MqttMessage> acknowledged = new ConcurrentLinkedQueue<>();
  private final Set<String> granted = ConcurrentHashMap.newKeySet();

  /** Subscriptions asked for, and when to ask again unless they are granted by then. */
  private final Map<String, Long> asked = new HashMap<>();

  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Map<String, Boolean> told = new HashMap<>();
  private long lastTick = System.nanoTime() - TICK_NANOS;

  DownlinkLine(MqttAsyncClient client, Downlink downlink) {
    this.client = client;
    this.downlink = downlink;
  }

  /** On a thread of the client. */
  void arrived(String topic, MqttMessage message) {
    downlink.command(topic, message.getPayload(), () -> acknowledged.add(message));
  }

  /** Does what there is to do; cheap when called often. */
  void tick() {
    long now = System.nanoTime();
    if (now - lastTick < TICK_NANOS) {
      return;
    }
    lastTick = now;
    try {
      acknowledge();
      subscribe(now);
      tell();
    } catch (MqttException e) {
      // The connection breaks; or it is busy, and the next tick goes on.
      LOG.debug("not now: {}", e.toString());
    }
  }

  private void acknowledge() throws MqttException {
    for (MqttMessage message = acknowledged.poll();
        message != null;
        message = acknowledged.poll()) {
      acknowledge(message);
    }
  }

  private void acknowledge(MqttMessage message) throws MqttException {
    try {
      client.messageArrivedComplete(message.getId(), message.getQos());
    } catch (NullPointerException e) {
      // Paho throws it where the client was closed a moment ago.
      throw new MqttException(e);
    }
  }

  private void subscribe(long now) throws MqttException {
    List<String> devices =
        downlink.devices().stream()
            .filter(device -> !granted.contains(device))
            .filter(device -> asked.getOrDefault(device, now) - now <= 0)
            .limit(BATCH)
            .toList();
    if (devices.isEmpty()) {
      return;
    }
    devices.forEach(device -> asked.put(device, now + REFUSED_NANOS));
    int[] qos = new int[devices.size()];
    Arrays.fill(qos, 1);
    client.subscribe(
        devices.stream().map(device -> "kenh/" + device + "/command").toArray(String[]::new),
        qos,
        null,
        new MqttActionListener() {
          @Override
          public void onSuccess(IMqttToken token) {
            answered(devices, token.getReasonCodes());
          }

          @Override
          public void onFailure(IMqttToken token, Throwable failure) {
            answered(devices, token.getReasonCodes());
          }
        });
  }

  private void answered(List<String> devices, int[] codes) {
    for (int i = 0; codes != null && i < Math.min(codes.length, devices.size()); i++) {
      if (codes[i] < REFUSED) {
        granted.add(devices.get(i));
      } else if (refused.add(devices.get(i))) {
        LOG.warn(
            "no commands for {}: the server refuses them with reason code {}; register it there"
                + " behind this gateway",
            devices.get(i),
            codes[i]);
      }
    }
  }

  /** With QoS 0: what gets lost is said again over the next connection. */
  private void tell() throws MqttException {
    for (Map.Entry<String, Boolean> device : downlink.online().entrySet()) {
      boolean online = device.getValue();
      if (granted.contains(device.getKey())
          && !device.getValue().equals(told.get(device.getKey()))) {
        byte[] status = (online ? "online" : "offline").getBytes(US_ASCII);
        client.publish("kenh/" + device.getKey() + "/status", status, 0, false);
        told.put(device.getKey(), online);
      }
    }
  }
}
