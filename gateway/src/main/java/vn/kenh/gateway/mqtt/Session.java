package vn.kenh.gateway.mqtt;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the listener remembers of one client of one device, across its connections: subscriptions,
 * messages on their way to it, QoS 2 receipts. Kept in memory only: sessions end with the process,
 * and clients then see a CONNACK without session present and subscribe again.
 *
 * <p>Fields without own synchronisation are guarded by the session's monitor.
 */
final class Session {

  private final Identity identity;
  private final String clientId;
  private final QosTwoReceipts receipts = new QosTwoReceipts();
  private final Subscriptions subscriptions = new Subscriptions();
  private final OutgoingFlights flights = new OutgoingFlights();
  private final SessionQueue queue;

  private @Nullable Connection connection;
  private long expirySeconds;
  private long offlineSinceMillis;
  private @Nullable Will delayedWill;

  Session(Identity identity, String clientId, MqttLimits limits) {
    this.identity = identity;
    this.clientId = clientId;
    this.queue = new SessionQueue(limits.queuedMessages(), limits.queuedBytes());
  }

  Identity identity() {
    return identity;
  }

  String clientId() {
    return clientId;
  }

  QosTwoReceipts receipts() {
    return receipts;
  }

  /** Guarded by this session's monitor. */
  Subscriptions subscriptions() {
    return subscriptions;
  }

  /** Guarded by this session's monitor. */
  OutgoingFlights flights() {
    return flights;
  }

  /** Guarded by this session's monitor. */
  SessionQueue queue() {
    return queue;
  }

  /** Gives the session to a connection; the one it was taken from, if any, is returned. */
  synchronized @Nullable Connection attach(Connection next, long expiry) {
    Connection previous = connection;
    connection = next;
    expirySeconds = expiry;
    delayedWill = null;
    return previous;
  }

  /** False if the session has already gone to another connection. */
  synchronized boolean detach(Connection current, @Nullable Will will, long nowMillis) {
    if (connection != current) {
      return false;
    }
    connection = null;
    delayedWill = will;
    offlineSinceMillis = nowMillis;
    return true;
  }

  /** Belongs to no connection any more and will not be found again. */
  synchronized void end() {
    connection = null;
  }

  synchronized boolean belongsTo(Connection candidate) {
    return connection == candidate;
  }

  synchronized boolean isOffline() {
    return connection == null;
  }

  synchronized @Nullable Connection connection() {
    return connection;
  }

  synchronized int queued() {
    return queue.size() + flights.size();
  }

  synchronized void expiry(long seconds) {
    expirySeconds = seconds;
  }

  synchronized boolean endsWithConnection() {
    return expirySeconds == 0;
  }

  synchronized long offlineSinceMillis() {
    return offlineSinceMillis;
  }

  synchronized boolean isExpired(long nowMillis) {
    return connection == null && nowMillis - offlineSinceMillis >= expirySeconds * 1000;
  }

  /** The will whose delay has passed, once. */
  synchronized Optional<Will> takeDueWill(long nowMillis, boolean sessionEnds) {
    Will will = delayedWill;
    if (will == null
        || connection != null
        || !(sessionEnds || nowMillis - offlineSinceMillis >= will.delaySeconds() * 1000)) {
      return Optional.empty();
    }
    delayedWill = null;
    return Optional.of(will);
  }

  /** Hands over one message; the caller adds up the outcomes. */
  Outcome offer(OutgoingMessage message) {
    Connection online;
    synchronized (this) {
      if (!Topics.maySubscribe(identity, message.topic())) {
        // A gateway that a device has been taken from since it subscribed.
        return Outcome.NOT_SUBSCRIBED;
      }
      int granted = subscriptions.qosFor(message.topic());
      if (granted < 0) {
        return Outcome.NOT_SUBSCRIBED;
      }
      int qos = Math.min(granted, message.qos());
      online = connection;
      if ((online == null && qos == 0) || !queue.offer(message.withQos(qos))) {
        return Outcome.REFUSED;
      }
    }
    if (online == null) {
      return Outcome.QUEUED;
    }
    online.outgoingWaiting();
    return Outcome.SENT;
  }

  /** What became of an offered message. */
  enum Outcome {
    NOT_SUBSCRIBED,
    SENT,
    QUEUED,
    REFUSED
  }
}
