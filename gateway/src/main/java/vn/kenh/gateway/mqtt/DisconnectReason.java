package vn.kenh.gateway.mqtt;

/** Why a connection ended. */
public enum DisconnectReason {
  /** The client said DISCONNECT. */
  CLIENT,
  /** The network connection ended without a word. */
  CONNECTION_LOST,
  /** Nothing was heard for one and a half times the keep-alive, or a packet never ended. */
  TIMEOUT,
  /** The same client connected again. */
  TAKEN_OVER,
  /** The client broke the protocol or a limit. */
  PROTOCOL_ERROR,
  /** The client used a topic that is not its own. */
  NOT_AUTHORIZED,
  /** Closed by {@link MqttListener#disconnect}. */
  ADMINISTRATIVE,
  /** The listener closes. */
  SHUTDOWN
}
