package vn.kenh.sim.link;

import java.util.List;

/**
 * One MQTT connection, opened once and never again. All calls return at once; what comes of them is
 * told to the listener, on whatever thread.
 */
public interface MqttLink {

  /** What happens on the connection. */
  interface Listener {

    /**
     * The connection stands and the subscriptions are made.
     *
     * @param receiveMaximum publishes that the other side takes before it has acknowledged any
     */
    void opened(int receiveMaximum);

    /** It could not be opened, or it ended. Told once. */
    void closed(String reason);

    /** The publish with this number was acknowledged; 0 means with success. */
    void acknowledged(int token, int reasonCode);

    void received(String topic, byte[] payload);
  }

  /** Who connects, and what is said about it if it vanishes. */
  record Identity(String id, String token, String willTopic, List<String> subscriptions) {}

  /** Makes connections of one kind. */
  interface Factory extends AutoCloseable {
    MqttLink create(Identity identity, Listener listener);

    @Override
    void close();
  }

  void open();

  /** Publishes with QoS 1; {@code token} is between 1 and 65,535 and not in use. */
  void publish(int token, String topic, byte[] payload);

  /** Ends it politely. */
  void close();

  /** Ends it as a cut cable would, so that the will is published. */
  void abort();
}
