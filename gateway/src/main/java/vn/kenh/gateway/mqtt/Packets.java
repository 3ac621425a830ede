package vn.kenh.gateway.mqtt;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The packets the listener sends, and the properties it reads. */
final class Packets {

  private Packets() {}

  static MqttMessage connAck(int returnCode, boolean sessionPresent, MqttProperties properties) {
    return new MqttConnAckMessage(
        header(MqttMessageType.CONNACK, MqttQoS.AT_MOST_ONCE),
        new MqttConnAckVariableHeader(
            MqttConnectReturnCode.valueOf((byte) returnCode), sessionPresent, properties));
  }

  static MqttMessage pingResponse() {
    return MqttMessage.PINGRESP;
  }

  /** An MQTT 5 DISCONNECT. */
  static MqttMessage disconnect(ReasonCode code, String explanation) {
    return new MqttMessage(
        header(MqttMessageType.DISCONNECT, MqttQoS.AT_MOST_ONCE),
        new MqttReasonCodeAndPropertiesVariableHeader(
            (byte) code.code(), reasonString(explanation)));
  }

  static MqttProperties reasonString(String explanation) {
    if (explanation.isEmpty()) {
      return MqttProperties.NO_PROPERTIES;
    }
    MqttProperties properties = new MqttProperties();
    properties.add(new MqttProperties.StringProperty(MqttProperties.REASON_STRING, explanation));
    return properties;
  }

  static MqttMessage pubComp(int packetId, ReasonCode code) {
    return reply(MqttMessageType.PUBCOMP, MqttQoS.AT_MOST_ONCE, packetId, code);
  }

  static MqttMessage pubRel(int packetId, ReasonCode code) {
    return reply(MqttMessageType.PUBREL, MqttQoS.AT_LEAST_ONCE, packetId, code);
  }

  static MqttMessage subAck(int packetId, List<Integer> codes) {
    return new MqttSubAckMessage(
        header(MqttMessageType.SUBACK, MqttQoS.AT_MOST_ONCE),
        new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
        new MqttSubAckPayload(codes));
  }

  static MqttMessage unsubAck(int packetId, List<Short> codes) {
    return new MqttUnsubAckMessage(
        header(MqttMessageType.UNSUBACK, MqttQoS.AT_MOST_ONCE),
        new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
        new MqttUnsubAckPayload(codes));
  }

  static MqttMessage publish(
      OutgoingMessage message, int packetId, boolean again, MqttProperties properties) {
    return new MqttPublishMessage(
        new MqttFixedHeader(
            MqttMessageType.PUBLISH, again, MqttQoS.valueOf(message.qos()), false, 0),
        new MqttPublishVariableHeader(message.topic(), packetId, properties),
        Unpooled.wrappedBuffer(message.payload()));
  }

  /** User properties of a packet; the last one of a name wins. */
  static Map<String, String> userProperties(MqttProperties properties) {
    List<? extends MqttProperties.MqttProperty<?>> all = userPropertyList(properties);
    if (all.isEmpty()) {
      return Map.of();
    }
    Map<String, String> byName = new HashMap<>();
    for (MqttProperties.MqttProperty<?> property : all) {
      if (property instanceof MqttProperties.UserProperties several) {
        several.value().forEach(pair -> byName.put(pair.key, pair.value));
      } else if (property instanceof MqttProperties.UserProperty one) {
        byName.put(one.value().key, one.value().value);
      }
    }
    return Map.copyOf(byName);
  }

  /** An integer property, or {@code otherwise} if the client did not send it. */
  static long integer(MqttProperties properties, int id, long otherwise) {
    MqttProperties.@Nullable MqttProperty<?> property = properties.getProperty(id);
    // Four-byte integers arrive as signed ones.
    return property instanceof MqttProperties.IntegerProperty integer
        ? Integer.toUnsignedLong(integer.value())
        : otherwise;
  }

  static void addInteger(MqttProperties properties, int id, long value) {
    properties.add(new MqttProperties.IntegerProperty(id, (int) value));
  }

  @SuppressWarnings("unchecked")
  private static List<? extends MqttProperties.MqttProperty<?>> userPropertyList(
      MqttProperties properties) {
    return (List<? extends MqttProperties.MqttProperty<?>>)
        (List<?>) properties.getProperties(MqttProperties.USER_PROPERTY);
  }

  private static MqttMessage reply(
      MqttMessageType type, MqttQoS qos, int packetId, ReasonCode code) {
    return new MqttMessage(
        header(type, qos),
        new MqttPubReplyMessageVariableHeader(
            packetId, (byte) code.code(), MqttProperties.NO_PROPERTIES));
  }

  private static MqttFixedHeader header(MqttMessageType type, MqttQoS qos) {
    return new MqttFixedHeader(type, false, qos, false, 0);
  }
}
