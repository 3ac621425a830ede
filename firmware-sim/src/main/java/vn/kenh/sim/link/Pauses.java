package vn.kenh.sim.link;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before connecting again: longer each time, and never all at once. */
final class Pauses {

  private static final long FIRST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 20_000;

  private long millis = FIRST_MILLIS;

  /** The next pause, between once and twice what this attempt is due. */
  long nextMillis() {
    long pause = millis + ThreadLocalRandom.current().nextLong(millis);
    millis = Math.min(LONGEST_MILLIS, millis * 2);
    return pause;
  }

  /** The connection stood: begin with short pauses again. */
  void reset() {
    millis = FIRST_MILLIS;
  }
}
