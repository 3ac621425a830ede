package vn.kenh.gateway.mqtt;

import org.jspecify.annotations.Nullable;

/** The topic aliases a client has set on one connection (MQTT 5, 3.3.2.3.4). */
final class TopicAliases {

  private final @Nullable String[] topics;

  TopicAliases(int maximum) {
    this.topics = new @Nullable String[maximum];
  }

  /** The topic meant by a publish that carries {@code alias}; remembers it if it names one. */
  String resolve(String topic, int alias) throws ProtocolException {
    if (alias < 1 || alias > topics.length) {
      throw new ProtocolException(
          ReasonCode.TOPIC_ALIAS_INVALID,
          "topic alias " + alias + " is not between 1 and " + topics.length);
    }
    if (!topic.isEmpty()) {
      topics[alias - 1] = topic;
      return topic;
    }
    String known = topics[alias - 1];
    if (known == null) {
      throw new ProtocolException(
          ReasonCode.PROTOCOL_ERROR, "topic alias " + alias + " was never given a topic");
    }
    return known;
  }
}
