package vn.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.Optional;

/** The CONNACK for a CONNECT. */
final class ConnectAnswer {

  private static final int SERVER_UNAVAILABLE = 0x88;
  private static final int SERVER_BUSY = 0x89;

  private ConnectAnswer() {}

  static MqttMessage accepted(ConnectRequest request, boolean sessionPresent, MqttLimits limits) {
    if (!request.isVersion5()) {
      // MQTT 3.1 has no session-present flag; its bit is reserved there and does no harm.
      return Packets.connAck(0, sessionPresent, MqttProperties.NO_PROPERTIES);
    }
    MqttProperties properties = new MqttProperties();
    Packets.addInteger(properties, MqttProperties.RECEIVE_MAXIMUM, limits.receiveMaximum());
    Packets.addInteger(properties, MqttProperties.MAXIMUM_PACKET_SIZE, limits.packetBytes());
    Packets.addInteger(properties, MqttProperties.TOPIC_ALIAS_MAXIMUM, limits.topicAliases());
    Packets.addInteger(properties, MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0);
    Packets.addInteger(properties, MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0);
    if (request.isExpiryChanged()) {
      Packets.addInteger(
          properties, MqttProperties.SESSION_EXPIRY_INTERVAL, request.sessionExpirySeconds());
    }
    if (request.isKeepAliveChanged()) {
      Packets.addInteger(properties, MqttProperties.SERVER_KEEP_ALIVE, request.keepAliveSeconds());
    }
    if (request.isClientIdAssigned()) {
      properties.add(
          new MqttProperties.StringProperty(
              MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, request.clientId()));
    }
    return Packets.connAck(0, sessionPresent, properties);
  }

  /** The refusal; empty where the version has no word for it and the connection just closes. */
  static Optional<MqttMessage> refused(boolean isVersion5, ProtocolException why) {
    if (isVersion5) {
      return Optional.of(
          Packets.connAck(refusal(why.code()), false, Packets.reasonString(why.explanation())));
    }
    int code =
        switch (why.code()) {
          case UNSUPPORTED_PROTOCOL_VERSION -> 1;
          case CLIENT_ID_NOT_VALID -> 2;
          case QUOTA_EXCEEDED -> 3;
          case BAD_USER_NAME_OR_PASSWORD -> 4;
          case NOT_AUTHORIZED -> 5;
          default -> 0;
        };
    return code == 0
        ? Optional.empty()
        : Optional.of(Packets.connAck(code, false, MqttProperties.NO_PROPERTIES));
  }

  /** MQTT 5, 3.2.2.2: some reasons have a code of their own only once a client is connected. */
  private static int refusal(ReasonCode code) {
    return switch (code) {
      case SESSION_TAKEN_OVER -> SERVER_BUSY;
      case SERVER_SHUTTING_DOWN -> SERVER_UNAVAILABLE;
      case MALFORMED_PACKET,
          PROTOCOL_ERROR,
          IMPLEMENTATION_ERROR,
          UNSUPPORTED_PROTOCOL_VERSION,
          CLIENT_ID_NOT_VALID,
          BAD_USER_NAME_OR_PASSWORD,
          NOT_AUTHORIZED,
          BAD_AUTHENTICATION_METHOD,
          TOPIC_NAME_INVALID,
          PACKET_TOO_LARGE,
          QUOTA_EXCEEDED ->
          code.code();
      default -> ReasonCode.IMPLEMENTATION_ERROR.code();
    };
  }
}
