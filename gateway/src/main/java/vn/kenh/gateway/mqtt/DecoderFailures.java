package vn.kenh.gateway.mqtt;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;

/** What the decoder's exceptions mean in MQTT. */
final class DecoderFailures {

  private DecoderFailures() {}

  static ProtocolException toProtocol(Throwable cause) {
    if (cause instanceof MqttUnacceptableProtocolVersionException) {
      return new ProtocolException(
          ReasonCode.UNSUPPORTED_PROTOCOL_VERSION, "only MQTT 3.1, 3.1.1 and 5 are spoken here");
    }
    if (cause instanceof MqttIdentifierRejectedException) {
      return new ProtocolException(
          ReasonCode.CLIENT_ID_NOT_VALID, "the client id is not valid or has more than 256 bytes");
    }
    if (cause instanceof TooLongFrameException) {
      return new ProtocolException(ReasonCode.PACKET_TOO_LARGE, "the packet is too large");
    }
    return new ProtocolException(
        ReasonCode.MALFORMED_PACKET, "the packet cannot be read: " + cause.getMessage());
  }
}
