package vn.kenh.server.device;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Says something at most once a minute: a device that goes mad must not fill the disk with logs.
 */
final class SparingLog {

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanos;
  private boolean hasSpoken;
  private long spokenNanos;
  private long unsaid;

  SparingLog(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Speaks, or counts what is left unsaid.
   *
   * @param speak given how often nothing was said since the last time
   */
  synchronized void say(LongConsumer speak) {
    long now = nanos.getAsLong();
    if (hasSpoken && now - spokenNanos < PAUSE_NANOS) {
      unsaid++;
      return;
    }
    hasSpoken = true;
    spokenNanos = now;
    speak.accept(unsaid);
    unsaid = 0;
  }
}
