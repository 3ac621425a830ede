package vn.kenh.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class BackpressureTest {

  @Test
  void aListenerIsLeftWithThePresentStateThoughOneThreadOvertakesAnother() throws Exception {
    Backpressure backpressure = new Backpressure(10);
    AtomicBoolean sendersStopped = new AtomicBoolean();
    CountDownLatch sawSaturated = new CountDownLatch(1);
    CountDownLatch overtaken = new CountDownLatch(1);
    backpressure.onChange(
        () -> {
          boolean saturated = backpressure.saturated();
          if (saturated) {
            sawSaturated.countDown();
            awaitBriefly(overtaken);
          }
          sendersStopped.set(saturated);
          if (!saturated) {
            overtaken.countDown();
          }
        });
    Thread sender = new Thread(() -> backpressure.add(20));
    sender.start();
    assertThat(sawSaturated.await(10, TimeUnit.SECONDS)).isTrue();
    backpressure.remove(20);
    sender.join();
    assertThat(backpressure.saturated()).isFalse();
    assertThat(sendersStopped).isFalse();
  }

  @Test
  void aListenerThatFailsDoesNotHarmWhoeverCausedTheChange() {
    Backpressure backpressure = new Backpressure(10);
    AtomicBoolean told = new AtomicBoolean();
    backpressure.onChange(
        () -> {
          throw new IllegalStateException("the event loop is gone");
        });
    backpressure.onChange(() -> told.set(true));
    backpressure.add(20);
    assertThat(told).isTrue();
  }

  /**
   * As long as a scheduler may keep a thread waiting; whoever is not allowed past does not come.
   */
  private static void awaitBriefly(CountDownLatch latch) {
    try {
      var unused = latch.await(300, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
