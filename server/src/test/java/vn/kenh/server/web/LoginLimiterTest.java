package vn.kenh.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class LoginLimiterTest {

  private final LoginLimiter limiter =
      new LoginLimiter(Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC));

  @Test
  void manyWhoSignInRightFromOneAddressDoNotLockItOut() {
    for (int i = 0; i < 500; i++) {
      assertThat(limiter.tryOnce("192.0.2.1", "person" + i)).isEmpty();
      limiter.succeeded("192.0.2.1", "person" + i);
    }
  }

  @Test
  void anAddressThatGuessesForManyAccountsMustWait() {
    for (int i = 0; i < 50; i++) {
      assertThat(limiter.tryOnce("192.0.2.1", "person" + i)).isEmpty();
    }
    assertThat(limiter.tryOnce("192.0.2.1", "somebody")).isPresent();
    assertThat(limiter.tryOnce("192.0.2.2", "somebody")).isEmpty();
  }

  @Test
  void theAddressesOfOneNetworkCountAsOne() {
    for (int i = 0; i < 5; i++) {
      assertThat(limiter.tryOnce("2001:db8:1:2::" + i, "lan")).isEmpty();
    }
    assertThat(limiter.tryOnce("2001:db8:1:2:ffff::9", "lan")).isPresent();
    assertThat(limiter.tryOnce("2001:db8:1:3::1", "lan")).isEmpty();
  }
}
