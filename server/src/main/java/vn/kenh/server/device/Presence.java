package vn.kenh.server.device;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.kenh.gateway.mqtt.ConnectionListener;
import vn.kenh.gateway.mqtt.DisconnectReason;
import vn.kenh.gateway.mqtt.Identity;

/**
 * Which devices are there, since when nothing was heard of them, and how wrong their clocks are.
 * Kept in memory: after a restart a device is unknown until it is heard of again.
 */
public final class Presence implements ConnectionListener {

  /** A device behind a gateway or a broker has no connection here; it is there while it talks. */
  private static final Duration SILENCE = Duration.ofMinutes(15);

  private record State(
      int connections, long heardMillis, long newestMillis, long skewMillis, boolean saidOffline) {}

  private static final State UNKNOWN = new State(0, Long.MIN_VALUE, Long.MIN_VALUE, 0, false);

  private final Map<String, State> states = new ConcurrentHashMap<>();
  private final Clock clock;

  public Presence(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void connected(Identity identity) {
    change(identity.device(), 1);
  }

  @Override
  public void disconnected(Identity identity, DisconnectReason reason) {
    change(identity.device(), -1);
  }

  /** A device has said something, whatever it was. */
  public void heard(String device) {
    update(device, clock.millis(), Long.MIN_VALUE, false);
  }

  /** A device, or its will, has said that it goes. */
  public void saidOffline(String device) {
    update(device, clock.millis(), Long.MIN_VALUE, true);
  }

  /**
   * A reading has come in.
   *
   * @param timeMillis when the device says it was measured
   */
  public void measured(String device, long timeMillis) {
    update(device, clock.millis(), timeMillis, false);
  }

  /** Whether a device is connected, or was heard of in the last 15 minutes and has not left. */
  public boolean isOnline(String device) {
    State state = states.getOrDefault(device, UNKNOWN);
    boolean talks =
        state.heardMillis() != Long.MIN_VALUE
            && clock.millis() - state.heardMillis() < SILENCE.toMillis();
    return state.connections() > 0 || (talks && !state.saidOffline());
  }

  /** When a device was last heard of. */
  public Optional<Instant> lastSeen(String device) {
    long heard = states.getOrDefault(device, UNKNOWN).heardMillis();
    return heard == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(heard));
  }

  /**
   * How far the device's clock was ahead of ours (negative: behind) when its newest reading came
   * in. A backlog does not count, as its readings are not the newest; the way here does.
   */
  public Optional<Duration> clockSkew(String device) {
    State state = states.getOrDefault(device, UNKNOWN);
    return state.newestMillis() == Long.MIN_VALUE
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(state.skewMillis()));
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
          return new State(
              Math.max(0, old.connections() + connections),
              now,
              old.newestMillis(),
              old.skewMillis(),
              connections < 0);
        });
  }

  private void update(String device, long now, long timeMillis, boolean saidOffline) {
    states.compute(
        device,
        (key, known) -> {
          State old = known == null ? UNKNOWN : known;
          boolean newest = timeMillis > old.newestMillis();
          return new State(
              old.connections(),
              now,
              newest ? timeMillis : old.newestMillis(),
              newest ? timeMillis - now : old.skewMillis(),
              saidOffline);
        });
  }
}
