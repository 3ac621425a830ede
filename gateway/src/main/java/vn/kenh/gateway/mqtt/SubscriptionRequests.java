package vn.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;

/** Grants and refuses the topic filters one client asks for; each is judged by itself. */
final class SubscriptionRequests {

  /** The one failure that MQTT 3.1.1 can express. */
  private static final int VERSION_3_FAILURE = 0x80;

  /** A session keeps many filters, and the longest that means anything is far shorter. */
  private static final int LONGEST_FILTER = 1_024;

  private final Connection connection;
  private final Session session;
  private final SessionRegistry registry;
  private final Identity identity;
  private final boolean isVersion5;
  private final int maximum;

  SubscriptionRequests(
      Connection connection,
      Session session,
      SessionRegistry registry,
      Identity identity,
      boolean isVersion5,
      int maximum) {
    this.connection = connection;
    this.session = session;
    this.registry = registry;
    this.identity = identity;
    this.isVersion5 = isVersion5;
    this.maximum = maximum;
  }

  /** Returns the SUBACK. */
  MqttMessage subscribe(MqttSubscribeMessage request) throws ProtocolException {
    List<MqttTopicSubscription> wanted = request.payload().topicSubscriptions();
    if (wanted.isEmpty()) {
      throw new ProtocolException(ReasonCode.PROTOCOL_ERROR, "a SUBSCRIBE without topic filter");
    }
    if (request
            .idAndPropertiesVariableHeader()
            .properties()
            .getProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER)
        != null) {
      throw new ProtocolException(
          ReasonCode.PROTOCOL_ERROR, "subscription identifiers are not available");
    }
    List<Integer> codes = new ArrayList<>(wanted.size());
    synchronized (session) {
      for (MqttTopicSubscription one : wanted) {
        codes.add(grant(one));
      }
    }
    return Packets.subAck(request.variableHeader().messageId(), codes);
  }

  /** Returns the UNSUBACK. */
  MqttMessage unsubscribe(MqttUnsubscribeMessage request) throws ProtocolException {
    List<String> filters = request.payload().topics();
    if (filters.isEmpty()) {
      throw new ProtocolException(ReasonCode.PROTOCOL_ERROR, "an UNSUBSCRIBE without filter");
    }
    List<Short> codes = new ArrayList<>(filters.size());
    synchronized (session) {
      for (String filter : filters) {
        boolean existed = session.subscriptions().remove(filter);
        if (existed) {
          registry.unsubscribed(session, filter);
        }
        ReasonCode code = existed ? ReasonCode.SUCCESS : ReasonCode.NO_SUBSCRIPTION_EXISTED;
        codes.add((short) code.code());
      }
    }
    // MQTT 3.1.1 has no reason codes here.
    return Packets.unsubAck(request.variableHeader().messageId(), isVersion5 ? codes : List.of());
  }

  private int grant(MqttTopicSubscription wanted) {
    String filter = wanted.topicFilter();
    ReasonCode refusal = refusal(filter);
    if (refusal.isError()) {
      return isVersion5 ? refusal.code() : VERSION_3_FAILURE;
    }
    int qos = wanted.option().qos().value();
    if (session.belongsTo(connection)) {
      session.subscriptions().put(filter, qos);
      registry.subscribed(session, filter);
    }
    return qos;
  }

  private ReasonCode refusal(String filter) {
    if (filter.startsWith("$share/")) {
      return ReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED;
    }
    if (!Topics.isValidFilter(filter) || filter.length() > LONGEST_FILTER) {
      return ReasonCode.TOPIC_FILTER_INVALID;
    }
    if (!Topics.maySubscribe(identity, filter)) {
      return ReasonCode.NOT_AUTHORIZED;
    }
    if (!session.subscriptions().contains(filter) && session.subscriptions().size() >= maximum) {
      return ReasonCode.QUOTA_EXCEEDED;
    }
    return ReasonCode.SUCCESS;
  }
}
