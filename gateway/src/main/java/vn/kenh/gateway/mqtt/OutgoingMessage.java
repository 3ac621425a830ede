package vn.kenh.gateway.mqtt;

/**
 * A message to subscribers.
 *
 * @param payload never changed
 * @param expiresMillis epoch milliseconds after which nobody wants it any more; {@link
 *     Long#MAX_VALUE} for never
 */
record OutgoingMessage(String topic, byte[] payload, int qos, long expiresMillis) {

  /** What it counts for against a session's limit. */
  int bytes() {
    return payload.length + topic.length();
  }

  OutgoingMessage withQos(int value) {
    return value == qos ? this : new OutgoingMessage(topic, payload, value, expiresMillis);
  }
}
