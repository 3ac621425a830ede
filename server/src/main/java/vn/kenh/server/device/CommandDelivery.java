package vn.kenh.server.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;

/**
 * Brings commands to devices, on {@code kenh/{device}/command}. A command that finds nobody waits
 * in SQL until the device subscribes or its time is over. Handing one over twice is safe: it has an
 * id, and devices begin a command once.
 */
public final class CommandDelivery {

  /** Hands a message to whoever subscribes to a topic. */
  @FunctionalInterface
  public interface Publisher {

    /**
     * Returns whether a subscriber has it, or will when it returns.
     *
     * @param expiry after this nobody wants it any more
     */
    boolean publish(String topic, byte[] payload, Duration expiry);
  }

  private final ObjectMapper json = new ObjectMapper();
  private final Commands commands;
  private final Publisher publisher;
  private final Clock clock;

  public CommandDelivery(Commands commands, Publisher publisher, Clock clock) {
    this.commands = commands;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Tries to hand over what waits for a device, the oldest first. May block. */
  public void deliver(String device) {
    for (Command command : commands.queued(device)) {
      Duration expiry = Duration.between(clock.instant(), command.expires());
      if (!publisher.publish("kenh/" + device + "/command", payload(command), expiry)) {
        return;
      }
      commands.sent(command.id());
    }
  }

  /** The same for every device that something waits for. May block. */
  public void deliverAll() {
    commands.waitingDevices().forEach(this::deliver);
  }

  private byte[] payload(Command command) {
    try {
      return json.writeValueAsBytes(
          json.createObjectNode()
              .put("id", command.id())
              .put("command", command.command())
              .put("seconds", command.seconds())
              .put("expires", command.expires().toEpochMilli()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }
}
