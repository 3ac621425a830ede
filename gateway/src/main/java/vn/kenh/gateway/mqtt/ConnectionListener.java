package vn.kenh.gateway.mqtt;

/**
 * Told when devices come and go. Called on event loops: must not block. A device may have several
 * connections (other client ids); each is told of by itself.
 */
public interface ConnectionListener {

  /** Nobody wants to know. */
  ConnectionListener NONE =
      new ConnectionListener() {
        @Override
        public void connected(Identity identity) {}

        @Override
        public void disconnected(Identity identity, DisconnectReason reason) {}
      };

  /** The connection has been accepted, and its client has been told so. */
  void connected(Identity identity);

  /** The connection has ended; called once for each call of {@link #connected}. */
  void disconnected(Identity identity, DisconnectReason reason);
}
