package vn.kenh.gateway.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between attempts: each doubles the last, up to a longest one, and every wait is shortened
 * by chance by up to a half, so that a thousand gateways do not come back in the same second.
 */
public final class BackOff {

  private final Duration shortest;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration next;

  public BackOff(Duration shortest, Duration longest, RandomGenerator random) {
    this.shortest = shortest;
    this.longest = longest;
    this.random = random;
    this.next = shortest;
  }

  /** How long to wait before the next attempt. */
  public Duration next() {
    Duration wait = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    long nanos = wait.toNanos();
    return Duration.ofNanos(nanos - (long) (random.nextDouble() * nanos / 2));
  }

  /** After a success, the next wait is the shortest one again. */
  public void reset() {
    next = shortest;
  }
}
