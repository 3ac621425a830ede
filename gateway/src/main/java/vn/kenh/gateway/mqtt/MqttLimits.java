package vn.kenh.gateway.mqtt;

import java.time.Duration;

/**
 * How much one listener takes on. Everything it keeps in memory is bounded by these numbers.
 *
 * @param connections connections at the same time; one more is closed at once
 * @param messageBytes largest payload of a publish; the whole packet may be 64 KiB longer
 * @param receiveMaximum publishes one connection may have unacknowledged; announced to MQTT 5
 *     clients, for others reading stops there
 * @param unacknowledgedMessages publishes of all connections that wait for the disk
 * @param unacknowledgedBytes payload bytes of all connections that wait for the disk, or of which a
 *     part has arrived
 * @param connectWithin how long a new connection may take to send its CONNECT
 * @param packetWithin how long one packet may take from its first to its last byte
 * @param keepAlive longest keep-alive a client may ask for, told to MQTT 5 clients
 * @param sessionExpiry longest life of an offline session
 * @param sessionsPerDevice sessions one identity may have; the oldest offline one gives way
 * @param queuedMessages outgoing messages one session keeps
 * @param queuedBytes payload bytes of outgoing messages one session keeps
 * @param subscriptions topic filters one session may have; a gateway has one for each of its
 *     devices
 * @param topicAliases topic aliases a client may use on one connection
 * @param eventLoops event loops that serve connections
 */
public record MqttLimits(
    int connections,
    int messageBytes,
    int receiveMaximum,
    int unacknowledgedMessages,
    long unacknowledgedBytes,
    Duration connectWithin,
    Duration packetWithin,
    Duration keepAlive,
    Duration sessionExpiry,
    int sessionsPerDevice,
    int queuedMessages,
    int queuedBytes,
    int subscriptions,
    int topicAliases,
    int eventLoops) {

  /** For a server on a small machine: thousands of devices, 64 MiB of messages on their way. */
  public static MqttLimits defaults() {
    return new MqttLimits(
        200_000,
        2 * 1024 * 1024,
        1_000,
        50_000,
        64L * 1024 * 1024,
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        Duration.ofMinutes(20),
        Duration.ofHours(24),
        10,
        1_000,
        1024 * 1024,
        2_000,
        32,
        2);
  }

  public MqttLimits withConnections(int value) {
    return copy(value, receiveMaximum, unacknowledgedMessages, connectWithin, eventLoops);
  }

  public MqttLimits withReceiveMaximum(int value) {
    return copy(connections, value, unacknowledgedMessages, connectWithin, eventLoops);
  }

  public MqttLimits withUnacknowledgedMessages(int value) {
    return copy(connections, receiveMaximum, value, connectWithin, eventLoops);
  }

  public MqttLimits withConnectWithin(Duration value) {
    return copy(connections, receiveMaximum, unacknowledgedMessages, value, eventLoops);
  }

  public MqttLimits withEventLoops(int value) {
    return copy(connections, receiveMaximum, unacknowledgedMessages, connectWithin, value);
  }

  private MqttLimits copy(
      int connections,
      int receiveMaximum,
      int unacknowledgedMessages,
      Duration connectWithin,
      int eventLoops) {
    return new MqttLimits(
        connections,
        messageBytes,
        receiveMaximum,
        unacknowledgedMessages,
        unacknowledgedBytes,
        connectWithin,
        packetWithin,
        keepAlive,
        sessionExpiry,
        sessionsPerDevice,
        queuedMessages,
        queuedBytes,
        subscriptions,
        topicAliases,
        eventLoops);
  }

  /** The largest packet taken, fixed header included, bytes. */
  int packetBytes() {
    return messageBytes + 64 * 1024;
  }
}
