package vn.kenh.gateway.mqtt;

/**
 * The listener in numbers. The first group are values of this moment, the second only ever grow.
 *
 * @param connections accepted connections
 * @param pausedConnections connections not read from at this moment, so that they slow down
 * @param sessions sessions, offline ones included
 * @param unacknowledgedMessages publishes handed to the inbox and not yet durable
 * @param unacknowledgedBytes their payload bytes
 * @param queuedMessages outgoing messages waiting in sessions
 * @param publishesReceived publishes handed to the inbox
 * @param publishesAcknowledged publishes of QoS 1 and 2 whose sender was told that they are durable
 * @param publishesRefused publishes to topics that their sender may not use
 * @param loginsRefused CONNECTs with wrong credentials
 * @param protocolErrors connections closed because the client broke the protocol or a limit
 */
public record MqttGauges(
    long connections,
    long pausedConnections,
    long sessions,
    long unacknowledgedMessages,
    long unacknowledgedBytes,
    long queuedMessages,
    long publishesReceived,
    long publishesAcknowledged,
    long publishesRefused,
    long loginsRefused,
    long protocolErrors) {}
