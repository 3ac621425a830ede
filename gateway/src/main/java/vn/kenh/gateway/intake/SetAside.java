package vn.kenh.gateway.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.spool.QuarantineItem;

/**
 * What one message has to leave behind. Values with the same reason share one item, as lines that
 * could come in a frame again; when too much is wrong, the message is kept whole instead.
 */
final class SetAside {

  private static final int MOST_ITEMS = 50;

  private final Map<String, Lines> linesByReason = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private int values;
  private boolean tooMuch;

  void clear() {
    if (!isEmpty()) {
      linesByReason.clear();
      parts.clear();
      values = 0;
      tooMuch = false;
    }
  }

  boolean isEmpty() {
    return values == 0 && parts.isEmpty();
  }

  /** Number of values, a part that cannot be read counting as one. */
  int values() {
    return values;
  }

  void value(String device, long timeMillis, String key, String value, String reason) {
    values++;
    Lines lines = linesByReason.get(reason);
    if (lines == null) {
      if (linesByReason.size() >= MOST_ITEMS) {
        tooMuch = true;
        return;
      }
      lines = new Lines(device);
      linesByReason.put(reason, lines);
    }
    lines.add(
        "telemetry,device="
            + escape(device)
            + " "
            + escape(key)
            + "="
            + value.replace('\n', ' ')
            + " "
            + timeMillis
            + "\n");
  }

  void part(byte[] raw, String reason) {
    values++;
    if (parts.size() >= MOST_ITEMS) {
      tooMuch = true;
    } else {
      parts.add(new Part(raw, reason));
    }
  }

  /** The items; {@code sender} is the device of the message's topic. */
  List<QuarantineItem> items(Message message, String sender) {
    if (tooMuch) {
      String reason =
          values + " values cannot be kept; the first: " + firstReason() + "; kept whole";
      return List.of(item(message, message.topic(), sender, reason, message.payload()));
    }
    List<QuarantineItem> items = new ArrayList<>();
    linesByReason.forEach(
        (reason, lines) ->
            items.add(
                item(
                    message,
                    "kenh/" + sender + "/frame",
                    lines.device,
                    reason,
                    lines.bytes.toByteArray())));
    for (Part part : parts) {
      items.add(item(message, message.topic(), sender, part.reason(), part.raw()));
    }
    return items;
  }

  private String firstReason() {
    return linesByReason.isEmpty()
        ? parts.get(0).reason()
        : linesByReason.keySet().iterator().next();
  }

  private static QuarantineItem item(
      Message message, String topic, String device, String reason, byte[] payload) {
    return new QuarantineItem(
        QuarantineItem.Kind.VALUE, topic, device, message.receivedMillis(), reason, payload);
  }

  private static String escape(String name) {
    if (name.isEmpty()) {
      return "_";
    }
    return name.replace("\\", "\\\\")
        .replace(",", "\\,")
        .replace("=", "\\=")
        .replace(" ", "\\ ")
        .replace("\n", "\\ ");
  }

  private record Part(byte[] raw, String reason) {}

  private static final class Lines {
    private final String device;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Lines(String device) {
      this.device = device;
    }

    void add(String line) {
      bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    }
  }
}
