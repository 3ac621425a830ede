package vn.kenh.gateway.codec;

import java.util.Map;

/**
 * One publish as it came in, before anyone has looked inside.
 *
 * @param topic the topic name, already checked against what the sender may publish to
 * @param payload the bytes as sent; never changed after construction
 * @param receivedMillis when our first process saw it, epoch milliseconds: the time of a reading
 *     whose device sent none
 * @param userProperties MQTT 5 user properties, empty for MQTT 3.1.1; the last one of a name wins
 */
public record Message(
    String topic, byte[] payload, long receivedMillis, Map<String, String> userProperties) {

  public Message(String topic, byte[] payload, long receivedMillis) {
    this(topic, payload, receivedMillis, Map.of());
  }
}
