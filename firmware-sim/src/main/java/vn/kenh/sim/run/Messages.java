package vn.kenh.sim.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import vn.kenh.sim.device.CommandAnswer;
import vn.kenh.sim.device.Telemetry;
import vn.kenh.sim.link.Outgoing;
import vn.kenh.sim.truth.Deliveries;

/** Makes numbered messages of what devices say, in the forms of the wire protocol. */
final class Messages {

  private final Deliveries deliveries;
  private final Map<String, AtomicLong> numbers = new ConcurrentHashMap<>();

  Messages(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** One report as an object, several as an array. */
  Outgoing telemetry(String device, List<Telemetry> reports) {
    StringBuilder json = new StringBuilder(220 * reports.size());
    if (reports.size() > 1) {
      json.append('[');
    }
    for (int i = 0; i < reports.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      reports.get(i).appendTo(json);
    }
    if (reports.size() > 1) {
      json.append(']');
    }
    return made(
        new Outgoing(
            device,
            next(device),
            "kenh/" + device + "/telemetry",
            bytes(json),
            reports.size(),
            reports.get(0).millis(),
            reports.get(reports.size() - 1).millis()));
  }

  /** A picture; the time of capture stands in the topic, which MQTT 3.1.1 can carry too. */
  Outgoing picture(String device, long deviceMillis, byte[] jpeg) {
    String topic = "kenh/" + device + "/snapshot/" + deviceMillis;
    return made(new Outgoing(device, next(device), topic, jpeg, 0, deviceMillis, deviceMillis));
  }

  Outgoing answer(String device, long deviceMillis, CommandAnswer answer) {
    StringBuilder json = new StringBuilder("{\"id\":");
    quote(json, answer.id());
    json.append(",\"result\":");
    quote(json, answer.result());
    if (!answer.reason().isEmpty()) {
      json.append(",\"reason\":");
      quote(json, answer.reason());
    }
    json.append('}');
    String topic = "kenh/" + device + "/ack";
    return made(
        new Outgoing(device, next(device), topic, bytes(json), 0, deviceMillis, deviceMillis));
  }

  /** The same message once more, which the books count as a copy. */
  Outgoing copy(Outgoing message) {
    deliveries.duplicated(message);
    return new Outgoing(
        message.device(),
        0,
        message.topic(),
        message.payload(),
        0,
        message.firstMillis(),
        message.lastMillis());
  }

  private Outgoing made(Outgoing message) {
    deliveries.produced(message);
    return message;
  }

  private long next(String device) {
    return numbers.computeIfAbsent(device, ignored -> new AtomicLong()).incrementAndGet();
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
