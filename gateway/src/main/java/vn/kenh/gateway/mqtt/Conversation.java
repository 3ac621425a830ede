package vn.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an accepted client and the listener say to each other, packet by packet. */
final class Conversation {

  private final ListenerContext context;
  private final Transport transport;
  private final Connection connection;
  private final ConnectRequest request;
  private final Identity identity;
  private final Session session;
  private final KeepAlive keepAlive;
  private final IncomingPublishes incoming;
  private final OutgoingPublishes outgoing;
  private final SubscriptionRequests subscriptions;
  private @Nullable Will will;

  Conversation(
      ListenerContext context,
      MqttLoop loop,
      Transport transport,
      ReadGate gate,
      Connection connection,
      ConnectRequest request,
      Identity identity,
      Session session) {
    this.context = context;
    this.transport = transport;
    this.connection = connection;
    this.request = request;
    this.identity = identity;
    this.session = session;
    this.will = request.will().orElse(null);
    this.keepAlive = new KeepAlive(request.keepAliveSeconds(), System.nanoTime());
    this.incoming =
        new IncomingPublishes(
            context,
            loop,
            transport,
            gate,
            identity,
            session.receipts(),
            request.version(),
            connection::waitForRoom);
    this.outgoing =
        new OutgoingPublishes(
            connection,
            session,
            transport,
            context.clock(),
            request.version(),
            request.receiveMaximum(),
            request.maximumPacketBytes());
    this.subscriptions =
        new SubscriptionRequests(
            connection,
            session,
            context.sessions(),
            identity,
            request.isVersion5(),
            context.limits().subscriptions());
  }

  Identity identity() {
    return identity;
  }

  KeepAlive keepAlive() {
    return keepAlive;
  }

  OutgoingPublishes outgoing() {
    return outgoing;
  }

  /** Whether the packet said good-bye. */
  boolean handle(MqttMessage packet) throws ProtocolException {
    switch (packet.fixedHeader().messageType()) {
      case PUBLISH -> incoming.receive((MqttPublishMessage) packet);
      case PUBREL -> incoming.release(packetId(packet));
      case PUBACK -> outgoing.acknowledged(packetId(packet));
      case PUBREC -> outgoing.received(packetId(packet), isFailure(packet));
      case PUBCOMP -> outgoing.completed(packetId(packet));
      case SUBSCRIBE -> transport.write(subscriptions.subscribe((MqttSubscribeMessage) packet));
      case UNSUBSCRIBE ->
          transport.write(subscriptions.unsubscribe((MqttUnsubscribeMessage) packet));
      case PINGREQ -> transport.write(Packets.pingResponse());
      case DISCONNECT -> {
        disconnect(packet);
        return true;
      }
      case CONNECT -> throw new ProtocolException(ReasonCode.PROTOCOL_ERROR, "a second CONNECT");
      default ->
          throw new ProtocolException(
              ReasonCode.PROTOCOL_ERROR,
              "a client does not send " + packet.fixedHeader().messageType());
    }
    return false;
  }

  void readComplete() {
    keepAlive.heard(System.nanoTime());
    incoming.readComplete();
  }

  /** Ends it, and returns the will if it is due now. */
  Optional<Will> end(DisconnectReason reason) {
    incoming.close();
    Will last = will;
    if (last == null || reason == DisconnectReason.SHUTDOWN) {
      context.sessions().detach(session, connection, null, context.clock().millis());
      return Optional.empty();
    }
    boolean wasOurs =
        context.sessions().detach(session, connection, last, context.clock().millis());
    boolean resumed = !wasOurs && !session.isOffline();
    if (resumed && last.delaySeconds() > 0) {
      return Optional.empty();
    }
    if (wasOurs) {
      return session.takeDueWill(context.clock().millis(), session.endsWithConnection());
    }
    return Optional.of(last);
  }

  private void disconnect(MqttMessage packet) throws ProtocolException {
    if (!(packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header)
        || !request.isVersion5()) {
      will = null;
      return;
    }
    long expiry =
        Packets.integer(
            header.properties(),
            MqttProperties.SESSION_EXPIRY_INTERVAL,
            request.sessionExpirySeconds());
    if (expiry > 0 && request.sessionExpirySeconds() == 0) {
      throw new ProtocolException(
          ReasonCode.PROTOCOL_ERROR, "a session that was to end with its connection cannot last");
    }
    session.expiry(Math.min(expiry, context.limits().sessionExpiry().toSeconds()));
    if ((header.reasonCode() & 0xff) != ReasonCode.DISCONNECT_WITH_WILL.code()) {
      will = null;
    }
  }

  private static int packetId(MqttMessage packet) {
    return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
  }

  private static boolean isFailure(MqttMessage packet) {
    return packet.variableHeader() instanceof MqttPubReplyMessageVariableHeader header
        && (header.reasonCode() & 0x80) != 0;
  }
}
