package vn.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Clock;

/**
 * Sends a session's messages over the connection that has it now, as fast as the client takes them:
 * within its receive maximum, and not faster than its socket. Lives on the connection's event loop.
 */
final class OutgoingPublishes {

  /** More than the longest fixed header, packet identifier and properties we send. */
  private static final int PACKET_OVERHEAD = 32;

  private final Connection connection;
  private final Session session;
  private final Transport transport;
  private final Clock clock;
  private final boolean isVersion5;
  private final int receiveMaximum;
  private final long maximumPacketBytes;

  /**
   * @param receiveMaximum how many QoS 1 and 2 messages the client wants at a time
   * @param maximumPacketBytes larger packets are not sent to this client
   */
  OutgoingPublishes(
      Connection connection,
      Session session,
      Transport transport,
      Clock clock,
      MqttVersion version,
      int receiveMaximum,
      long maximumPacketBytes) {
    this.connection = connection;
    this.session = session;
    this.transport = transport;
    this.clock = clock;
    this.isVersion5 = version == MqttVersion.MQTT_5;
    this.receiveMaximum = receiveMaximum;
    this.maximumPacketBytes = maximumPacketBytes;
  }

  /** Sends again what an earlier connection did not finish, then what has waited since. */
  void resume() {
    synchronized (session) {
      if (!session.belongsTo(connection)) {
        return;
      }
      for (OutgoingFlights.Flight flight : session.flights().all()) {
        if (flight.received) {
          transport.write(Packets.pubRel(flight.packetId, ReasonCode.SUCCESS));
        } else {
          send(flight, true);
        }
      }
    }
    pump();
  }

  /** Sends what waits, as far as the client's window and socket allow. */
  void pump() {
    synchronized (session) {
      if (session.belongsTo(connection)) {
        while (transport.isWritable() && sendNext()) {
          // Until there is nothing to send or no room to send it.
        }
      }
    }
    transport.flush();
  }

  void acknowledged(int packetId) {
    synchronized (session) {
      session.flights().acknowledged(packetId);
    }
    pump();
  }

  void received(int packetId, boolean failed) {
    boolean known;
    synchronized (session) {
      known = session.flights().received(packetId, failed);
    }
    if (!failed) {
      transport.write(
          Packets.pubRel(packetId, known ? ReasonCode.SUCCESS : ReasonCode.PACKET_ID_NOT_FOUND));
    }
    pump();
  }

  void completed(int packetId) {
    synchronized (session) {
      session.flights().completed(packetId);
    }
    pump();
  }

  private boolean sendNext() {
    OutgoingMessage message = session.queue().peek();
    if (message == null) {
      return false;
    }
    if (message.expiresMillis() <= clock.millis()
        || message.bytes() + PACKET_OVERHEAD > maximumPacketBytes) {
      session.queue().remove();
      return true;
    }
    if (message.qos() == 0) {
      transport.write(Packets.publish(message, 0, false, properties(message)));
    } else if (session.flights().size() < receiveMaximum) {
      send(session.flights().start(message), false);
    } else {
      return false;
    }
    session.queue().remove();
    return true;
  }

  private void send(OutgoingFlights.Flight flight, boolean again) {
    transport.write(
        Packets.publish(flight.message, flight.packetId, again, properties(flight.message)));
  }

  private MqttProperties properties(OutgoingMessage message) {
    if (!isVersion5 || message.expiresMillis() == Long.MAX_VALUE) {
      return MqttProperties.NO_PROPERTIES;
    }
    MqttProperties properties = new MqttProperties();
    Packets.addInteger(
        properties,
        MqttProperties.PUBLICATION_EXPIRY_INTERVAL,
        Math.max(1, (message.expiresMillis() - clock.millis() + 999) / 1000));
    return properties;
  }
}
