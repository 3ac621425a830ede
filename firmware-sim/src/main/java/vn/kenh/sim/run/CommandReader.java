package vn.kenh.sim.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import vn.kenh.sim.device.DeviceCommand;

/** Reads what comes down {@code kenh/{device}/command}. */
final class CommandReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CommandReader() {}

  /**
   * A command and until when it may be obeyed.
   *
   * @param expires epoch milliseconds
   */
  record Received(DeviceCommand command, OptionalLong expires) {}

  /**
   * Reads one command.
   *
   * @throws IllegalArgumentException if it cannot be understood
   */
  static Received read(byte[] payload) {
    try {
      JsonNode json = JSON.readTree(payload);
      String id = json.path("id").asText("");
      String name = json.path("command").asText("");
      if (id.isEmpty() || name.isEmpty()) {
        throw new IllegalArgumentException("a command needs \"id\" and \"command\"");
      }
      double seconds = json.path("seconds").asDouble(0);
      long millis = (long) (Math.max(0, Math.min(seconds, 1e9)) * 1000);
      return new Received(
          new DeviceCommand(id, name, Duration.ofMillis(millis)), expires(json.path("expires")));
    } catch (IOException e) {
      throw new IllegalArgumentException("a command must be a JSON object", e);
    }
  }

  private static OptionalLong expires(JsonNode node) {
    if (node.isNumber()) {
      return OptionalLong.of(node.longValue());
    }
    if (!node.isTextual()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(OffsetDateTime.parse(node.asText()).toInstant().toEpochMilli());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("\"expires\" is neither RFC 3339 nor milliseconds", e);
    }
  }
}
