package vn.kenh.server.device;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import vn.kenh.gateway.mqtt.ConnectionListener;
import vn.kenh.gateway.mqtt.DisconnectReason;
import vn.kenh.gateway.mqtt.Identity;

/**
 * Which devices are connected, and which have said that they come or go. Kept in memory: after a
 * restart a device is unknown until it is heard of again.
 */
public final class Presence implements ConnectionListener {

  /** A device behind a gateway or a broker has no connection here; it is there while it talks. */
  private static final Duration SILENCE = Duration.ofMinutes(15);

  private record State(int connections, long heardMillis, boolean saidOffline) {}

  private static final State UNKNOWN = new State(0, Long.MIN_VALUE, false);

  private final Map<String, State> states = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Consumer<String> connected;

  /**
   * Sets up the list.
   *
   * @param connected told of each device that connects; must not block
   */
  public Presence(Clock clock, Consumer<String> connected) {
    this.clock = clock;
    this.connected = connected;
  }

  @Override
  public void connected(Identity identity) {
    change(identity.device(), 1);
    connected.accept(identity.device());
  }

  @Override
  public void disconnected(Identity identity, DisconnectReason reason) {
    change(identity.device(), -1);
  }

  /** A device, or its will, has said whether it is there. */
  public void said(String device, boolean online) {
    long now = clock.millis();
    states.compute(
        device, (key, known) -> new State(known == null ? 0 : known.connections(), now, !online));
  }

  /**
   * Whether a device is connected, or was heard of in the last 15 minutes and has not said that it
   * leaves.
   *
   * @param lastReading when its last reading came in
   */
  public boolean isOnline(String device, Optional<Instant> lastReading) {
    State state = states.getOrDefault(device, UNKNOWN);
    if (state.connections() > 0) {
      return true;
    }
    boolean left =
        state.saidOffline()
            && lastReading.stream().noneMatch(time -> time.toEpochMilli() > state.heardMillis());
    Instant since = clock.instant().minus(SILENCE);
    return !left && lastSeen(device, lastReading).stream().anyMatch(since::isBefore);
  }

  /** When a device was last heard of, whatever it said. */
  public Optional<Instant> lastSeen(String device, Optional<Instant> lastReading) {
    long heard = states.getOrDefault(device, UNKNOWN).heardMillis();
    return heard == Long.MIN_VALUE
        ? lastReading
        : Optional.of(
            lastReading
                .filter(time -> time.toEpochMilli() > heard)
                .orElseGet(() -> Instant.ofEpochMilli(heard)));
  }

  /** How many devices are connected at this moment. */
  public long connected() {
    return states.values().stream().filter(state -> state.connections() > 0).count();
  }

  private void change(String device, int connections) {
    long now = clock.millis();
    states.compute(
        device,
        (key, known) -> {
          State old = known == null ? UNKNOWN : known;
          int left = Math.max(0, old.connections() + connections);
          return new State(left, now, left == 0);
        });
  }
}
