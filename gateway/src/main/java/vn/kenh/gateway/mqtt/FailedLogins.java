package vn.kenh.gateway.mqtt;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down an address that keeps on failing to log in: its refusals come later and later. Never
 * delays good credentials, because a whole farm may share an address with one broken device.
 */
final class FailedLogins {

  private static final int ADDRESSES = 10_000;
  private static final int FREE_ATTEMPTS = 5;
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
  private static final long FORGET_NANOS = Duration.ofMinutes(1).toNanos();

  private static final class Attempts {
    int count;
    long lastNanos;
  }

  private final Map<String, Attempts> byAddress =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
          return size() > ADDRESSES;
        }
      };

  /** Notes a failure; returns how long to wait before the client is told. */
  synchronized Duration failed(String address, long nowNanos) {
    Attempts attempts = byAddress.computeIfAbsent(address, key -> new Attempts());
    if (nowNanos - attempts.lastNanos > FORGET_NANOS) {
      attempts.count = 0;
    }
    attempts.lastNanos = nowNanos;
    attempts.count++;
    Duration delay = Duration.ofMillis(250L * Math.max(0, attempts.count - FREE_ATTEMPTS));
    return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
  }
}
