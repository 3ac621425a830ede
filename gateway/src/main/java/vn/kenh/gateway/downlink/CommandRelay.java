package vn.kenh.gateway.downlink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.uplink.Downlink;

/**
 * Brings the server's commands to the devices behind this gateway. A command stays the server's
 * until its device has answered or its time is over: only then is the server told that it need not
 * send it again, so that a gateway that dies in between gets it once more. A device may therefore
 * get a command twice, with the same id, and begins it once.
 */
public final class CommandRelay implements Downlink {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRelay.class);

  /** Where a command does not say when it is over, as long as the server gives one by default. */
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final int MOST_REMEMBERED = 1_000;
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final String COMMAND = "command";

  /** Hands a message to a device of the gateway's own listener. */
  @FunctionalInterface
  public interface Publisher {

    /** Returns whether the device has it, or will when it returns. */
    boolean publish(String topic, byte[] payload, Duration expiry);
  }

  private final ObjectMapper json = new ObjectMapper();
  private final LocalDevices devices;
  private final Clock clock;

  /** Commands nobody has answered, by device and id. Guarded by this object's monitor. */
  private final Map<Key, Pending> pending = new LinkedHashMap<>();

  /** Answered lately, for what the server sends again because it did not hear of that. */
  private final Set<Key> answered = new LinkedHashSet<>();

  private Publisher publisher = (topic, payload, expiry) -> false;

  public CommandRelay(LocalDevices devices, Clock clock) {
    this.devices = devices;
    this.clock = clock;
  }

  /** Begins to hand over what comes, and what has come, by {@code listener}. */
  public synchronized void deliverTo(Publisher listener) {
    publisher = listener;
  }

  @Override
  public Set<String> devices() {
    return devices.all();
  }

  @Override
  public Map<String, Boolean> online() {
    return devices.online();
  }

  @Override
  public void command(String topic, byte[] payload, Runnable acknowledge) {
    JsonNode command = read(payload);
    Key key = new Key(device(topic), command.path("id").asText(""));
    if (!topic.equals(key.topic()) || key.id().isEmpty()) {
      LOG.warn("what the server sent to {} is no command and is let go", topic);
      acknowledge.run();
      return;
    }
    long now = clock.millis();
    long expires = command.path("expires").asLong(now + LIFETIME.toMillis());
    if (expires <= now) {
      LOG.warn(
          "a command for {} came too late, it was to begin before {}: {}",
          key.device(),
          Instant.ofEpochMilli(expires),
          key.id());
      acknowledge.run();
      return;
    }
    keep(key, payload, expires, acknowledge);
  }

  /** Takes what devices answer, for {@code next} to carry to the server. */
  public MessageInbox watching(MessageInbox next) {
    return (message, onDurable) ->
        next.accept(
            message,
            () -> {
              onDurable.run();
              answered(message.topic(), message.payload());
            });
  }

  /** Hands over what waits for devices that have come, and drops what nobody wants any more. */
  public synchronized void tick() {
    long now = clock.millis();
    Iterator<Map.Entry<Key, Pending>> all = pending.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, Pending> entry = all.next();
      if (entry.getValue().expires <= now) {
        LOG.info(
            "{} did not {} a command in time: {}",
            entry.getKey().device(),
            entry.getValue().handedOver ? "answer" : "come for",
            entry.getKey().id());
        entry.getValue().acknowledge.run();
        all.remove();
      } else {
        handOver(entry.getKey(), entry.getValue(), now);
      }
    }
  }

  private synchronized void keep(Key key, byte[] payload, long expires, Runnable acknowledge) {
    Pending known = pending.get(key);
    if (answered.contains(key)) {
      acknowledge.run();
    } else if (known != null) {
      // Sent again over another connection, the only one where its acknowledgement counts.
      known.acknowledge = acknowledge;
    } else {
      Pending fresh = new Pending(payload, expires, acknowledge);
      pending.put(key, fresh);
      handOver(key, fresh, clock.millis());
    }
  }

  private void handOver(Key key, Pending command, long now) {
    if (!command.handedOver) {
      command.handedOver =
          publisher.publish(key.topic(), command.payload, Duration.ofMillis(command.expires - now));
    }
  }

  private void answered(String topic, byte[] payload) {
    if (payload.length > LONGEST_ANSWER) {
      return;
    }
    Key key = new Key(device(topic), read(payload).path("id").asText(""));
    synchronized (this) {
      Pending command = pending.remove(key);
      if (command != null) {
        answered.add(key);
        if (answered.size() > MOST_REMEMBERED) {
          answered.remove(answered.iterator().next());
        }
        command.acknowledge.run();
      }
    }
  }

  private JsonNode read(byte[] payload) {
    try {
      return json.readTree(payload);
    } catch (IOException e) {
      LOG.debug("not JSON: {}", e.getMessage());
      return MissingNode.getInstance();
    }
  }

  private static String device(String topic) {
    String[] levels = topic.split("/", -1);
    return levels.length == 3 ? levels[1] : "";
  }

  private record Key(String device, String id) {
    String topic() {
      return "kenh/" + device + "/" + COMMAND;
    }
  }

  /** A command and how far it has come. */
  private static final class Pending {
    private final byte[] payload;
    private final long expires;
    private Runnable acknowledge;
    private boolean handedOver;

    Pending(byte[] payload, long expires, Runnable acknowledge) {
      this.payload = payload;
      this.expires = expires;
      this.acknowledge = acknowledge;
    }
  }
}
