package vn.kenh.gateway.mqtt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All sessions, by device and client id: a client id belongs to the device that uses it, so that no
 * other device can take a session over. Also finds the sessions that a topic concerns.
 */
final class SessionRegistry {

  private final MqttLimits limits;

  /** Guarded by this registry's monitor. */
  private final Map<String, Map<String, Session>> byDevice = new HashMap<>();

  /** Sessions with a subscription below {@code kenh/{device}/}, by that device. */
  private final Map<String, Set<Session>> bySubscribedDevice = new ConcurrentHashMap<>();

  private int size;

  SessionRegistry(MqttLimits limits) {
    this.limits = limits;
  }

  /**
   * What a connection got.
   *
   * @param present whether the session existed before
   * @param previous the connection the session was taken from
   * @param ended sessions that had to go; their wills are due
   */
  record Attachment(
      Session session, boolean present, Optional<Connection> previous, List<Session> ended) {}

  /**
   * Gives {@code connection} its session.
   *
   * @param fresh an earlier session is not wanted
   * @throws ProtocolException if the device already has all the sessions it may have
   */
  synchronized Attachment attach(
      Connection connection, Identity identity, String clientId, boolean fresh, long expirySeconds)
      throws ProtocolException {
    Map<String, Session> sessions =
        byDevice.computeIfAbsent(identity.device(), device -> new HashMap<>(2));
    Session existing = sessions.get(clientId);
    List<Session> ended = new ArrayList<>(0);
    Connection previous = existing == null ? null : existing.connection();
    if (existing != null && fresh) {
      ended.add(existing);
      remove(existing);
      existing = null;
    } else if (existing == null && sessions.size() >= limits.sessionsPerDevice()) {
      ended.add(oldestOffline(sessions.values()));
      remove(ended.get(0));
    }
    Session session = existing;
    if (session == null) {
      session = new Session(identity, clientId, limits);
      byDevice
          .computeIfAbsent(identity.device(), device -> new HashMap<>(2))
          .put(clientId, session);
      size++;
    }
    session.attach(connection, expirySeconds);
    return new Attachment(session, existing != null, Optional.ofNullable(previous), ended);
  }

  /** The connection has ended; whether the session is still its own. */
  synchronized boolean detach(
      Session session, Connection connection, @Nullable Will will, long nowMillis) {
    if (!session.detach(connection, will, nowMillis)) {
      return false;
    }
    if (session.endsWithConnection()) {
      remove(session);
    }
    return true;
  }

  /** Ends the sessions whose time has come, and returns them. */
  synchronized List<Session> expire(long nowMillis) {
    List<Session> expired = all().stream().filter(session -> session.isExpired(nowMillis)).toList();
    expired.forEach(this::remove);
    return expired;
  }

  synchronized List<Session> all() {
    return byDevice.values().stream().flatMap(sessions -> sessions.values().stream()).toList();
  }

  synchronized List<Session> ofDevice(String device) {
    return List.copyOf(byDevice.getOrDefault(device, Map.of()).values());
  }

  synchronized int size() {
    return size;
  }

  long queuedMessages() {
    return all().stream().mapToLong(Session::queued).sum();
  }

  /** Sessions that may have a subscription to {@code kenh/{device}/…}. */
  Collection<Session> subscribers(String device) {
    return bySubscribedDevice.getOrDefault(device, Set.of());
  }

  /** To be called with the session's monitor held. */
  void subscribed(Session session, String filter) {
    Topics.device(filter)
        .ifPresent(
            device ->
                bySubscribedDevice.compute(
                    device,
                    (key, sessions) -> {
                      Set<Session> all =
                          sessions == null ? ConcurrentHashMap.newKeySet(2) : sessions;
                      all.add(session);
                      return all;
                    }));
  }

  /** To be called with the session's monitor held, after the filter has gone. */
  void unsubscribed(Session session, String filter) {
    Topics.device(filter)
        .filter(device -> !session.subscriptions().concern(device))
        .ifPresent(device -> forget(session, device));
  }

  private void forget(Session session, String device) {
    bySubscribedDevice.computeIfPresent(
        device,
        (key, sessions) -> {
          sessions.remove(session);
          return sessions.isEmpty() ? null : sessions;
        });
  }

  private void remove(Session session) {
    String device = session.identity().device();
    Map<String, Session> sessions = byDevice.get(device);
    if (sessions == null || !sessions.remove(session.clientId(), session)) {
      return;
    }
    size--;
    if (sessions.isEmpty()) {
      byDevice.remove(device);
    }
    synchronized (session) {
      session.end();
      for (String filter : session.subscriptions().filters()) {
        Topics.device(filter).ifPresent(subscribed -> forget(session, subscribed));
      }
    }
  }

  private static Session oldestOffline(Collection<Session> sessions) throws ProtocolException {
    return sessions.stream()
        .filter(Session::isOffline)
        .min(Comparator.comparingLong(Session::offlineSinceMillis))
        .orElseThrow(
            () ->
                new ProtocolException(
                    ReasonCode.QUOTA_EXCEEDED,
                    "this device already has "
                        + sessions.size()
                        + " clients connected; end one of them"));
  }
}
