package vn.kenh.gateway.mqtt;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Room for so many bytes of messages that wait for the disk; whoever brings more waits at the door.
 * Safe for use from any thread.
 */
final class WaitingRoom {

  private static final int UNIT_BYTES = 1024;

  private final int units;
  private final Semaphore free;

  WaitingRoom(int bytes) {
    this.units = bytes / UNIT_BYTES;
    this.free = new Semaphore(units);
  }

  /** Takes room for a message of {@code bytes}; false if there was none for so long. */
  boolean enter(int bytes, Duration atMost) throws InterruptedException {
    return free.tryAcquire(unitsOf(bytes), atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  void leave(int bytes) {
    free.release(unitsOf(bytes));
  }

  boolean isHalfFree() {
    return free.availablePermits() >= units / 2;
  }

  /** A message larger than the whole room takes all of it. */
  private int unitsOf(int bytes) {
    return Math.min(units, bytes / UNIT_BYTES + 1);
  }
}
