package vn.kenh.server.doctor;

import java.time.Clock;
import java.time.Instant;

/** Whether this machine's clock can be right; readings without a time of their own get its. */
public final class ClockCheck {

  private static final Instant THIS_VERSION = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant NOBODY_LIVES_THEN = Instant.parse("2100-01-01T00:00:00Z");

  private ClockCheck() {}

  public static Finding run(Clock clock) {
    Instant now = clock.instant();
    boolean plausible = now.isAfter(THIS_VERSION) && now.isBefore(NOBODY_LIVES_THEN);
    return plausible
        ? Finding.good("clock", now.toString())
        : Finding.bad(
            "clock", now + " cannot be; set the time, and install chrony or systemd-timesyncd");
  }
}
