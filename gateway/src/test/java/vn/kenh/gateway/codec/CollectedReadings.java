package vn.kenh.gateway.codec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import vn.kenh.gateway.reading.DeviceIds;

/** Collects what a codec writes, in the shape of the golden files, and holds it to the contract. */
final class CollectedReadings implements ReadingOutput {

  private final ObjectNode all = JsonNodeFactory.instance.objectNode();
  private @Nullable ObjectNode point;

  /** Decodes a message; an undecodable one becomes {@code {"error": …}}. */
  static ObjectNode decode(PayloadCodec codec, Message message) {
    CollectedReadings readings = new CollectedReadings();
    try {
      codec.decode(message, readings);
      return readings.all;
    } catch (UndecodableException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new AssertionError("an undecodable payload without a word why", e);
      }
      return JsonNodeFactory.instance.objectNode().put("error", e.getMessage());
    }
  }

  @Override
  public void point(String device, long timeMillis) {
    require(DeviceIds.isValid(device), "device id " + device);
    point = all.withArray("points").addObject().put("device", device).put("time", timeMillis);
  }

  @Override
  public void value(String key, double value) {
    require(Double.isFinite(value), key + " = " + value);
    ObjectNode values = current().withObjectProperty("values");
    require(!values.has(key), "key twice: " + key);
    values.put(key, value);
  }

  @Override
  public void reject(String key, String raw, String reason) {
    require(!reason.isBlank(), "a reason");
    current().withObjectProperty("rejected").put(key, raw + ": " + reason);
  }

  @Override
  public void ignore(String key) {
    current().withArray("ignored").add(key);
  }

  @Override
  public void rejectPart(byte[] raw, String reason) {
    require(!reason.isBlank(), "a reason");
    point = null;
    all.withArray("parts")
        .addObject()
        .put("raw", new String(raw, StandardCharsets.UTF_8))
        .put("reason", reason);
  }

  private ObjectNode current() {
    ObjectNode current = point;
    if (current == null) {
      throw new AssertionError("a value before its point");
    }
    return current;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("the codec broke its contract: " + what);
    }
  }
}
