package vn.kenh.server.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When to call a device or a plot silent. */
public final class Silence {

  /** Devices report every few minutes; this long a pause is no missed message any more. */
  public static final Duration AFTER = Duration.ofMinutes(60);

  private Silence() {}

  /** Whether it was heard of too long ago, or never. */
  public static boolean is(Optional<Instant> lastSeen, Instant now) {
    return lastSeen.map(seen -> seen.isBefore(now.minus(AFTER))).orElse(true);
  }
}
