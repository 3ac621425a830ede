package vn.kenh.server.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down guessing: a few wrong passwords for one account from one address, or many from one
 * address, and it must wait. Remembers a bounded number of addresses, the latest.
 */
final class LoginLimiter {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int TRIES_PER_ACCOUNT = 5;
  private static final int TRIES_PER_ADDRESS = 50;
  private static final int REMEMBERED = 20_000;

  private record Failures(int count, long firstMillis) {}

  private final Clock clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > REMEMBERED;
        }
      };

  LoginLimiter(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts one try, before the password is looked at, so that many at once do not slip through.
   *
   * @return how long to wait, or empty if this one may go on
   */
  synchronized Optional<Duration> tryOnce(String host, String account) {
    String address = network(host);
    Optional<Duration> wait =
        waitFor(address, TRIES_PER_ADDRESS)
            .or(() -> waitFor(key(address, account), TRIES_PER_ACCOUNT));
    if (wait.isEmpty()) {
      count(address);
      count(key(address, account));
    }
    return wait;
  }

  /** Forgets the tries that led to a right password. */
  synchronized void succeeded(String host, String account) {
    String address = network(host);
    failures.remove(key(address, account));
    // Everybody at a cooperative may share one address.
    failures.computeIfPresent(
        address,
        (key, old) -> old.count() > 1 ? new Failures(old.count() - 1, old.firstMillis()) : null);
  }

  private Optional<Duration> waitFor(String key, int limit) {
    Failures failed = failures.get(key);
    if (failed == null) {
      return Optional.empty();
    }
    long left = failed.firstMillis() + WINDOW.toMillis() - clock.millis();
    if (left <= 0) {
      failures.remove(key);
      return Optional.empty();
    }
    return failed.count() < limit ? Optional.empty() : Optional.of(Duration.ofMillis(left));
  }

  private void count(String key) {
    failures.merge(
        key,
        new Failures(1, clock.millis()),
        (old, one) -> new Failures(old.count() + 1, old.firstMillis()));
  }

  /** One household has 2^64 addresses of IPv6, which must not give it as many tries. */
  private static String network(String host) {
    if (host.indexOf(':') < 0) {
      return host;
    }
    try {
      byte[] address = InetAddress.getByName(host).getAddress();
      return address.length == 16 ? HexFormat.of().formatHex(address, 0, 8) : host;
    } catch (UnknownHostException e) {
      return host;
    }
  }

  private static String key(String address, String account) {
    return address + ' ' + account;
  }
}
