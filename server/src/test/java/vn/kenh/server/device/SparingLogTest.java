package vn.kenh.server.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SparingLogTest {

  private final AtomicLong now = new AtomicLong(-7);
  private final List<Long> said = new ArrayList<>();

  @Test
  void speaksOnceAMinuteAndTellsHowMuchWasLeftUnsaid() {
    SparingLog log = new SparingLog(now::get);
    for (int i = 0; i < 1000; i++) {
      log.say(said::add);
    }
    assertThat(said).containsExactly(0L);
    now.addAndGet(TimeUnit.MINUTES.toNanos(1));
    log.say(said::add);
    log.say(said::add);
    assertThat(said).containsExactly(0L, 999L);
  }
}
