package vn.kenh.gateway.mqtt;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many publishes, and how many bytes of them, wait for the disk in the whole process. When it
 * is used up, or the intake asks for a pause, connections are no longer read from. Safe for use
 * from any thread.
 */
final class InFlightBudget {

  private final long maximumMessages;
  private final long maximumBytes;
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
  private volatile boolean intakePaused;
  private volatile boolean exhausted;

  InFlightBudget(long maximumMessages, long maximumBytes) {
    this.maximumMessages = maximumMessages;
    this.maximumBytes = maximumBytes;
  }

  /** Adds someone to be told when there is room again. */
  void onRoom(Runnable listener) {
    waiting.add(listener);
  }

  /** Counts one publish; what has already been read is taken even beyond the limit. */
  void take(int payloadBytes) {
    long nowMessages = messages.incrementAndGet();
    long nowBytes = bytes.addAndGet(payloadBytes);
    if (nowMessages >= maximumMessages || nowBytes >= maximumBytes) {
      exhausted = true;
    }
  }

  /** Sets bytes aside for a large packet that is arriving; false if there are not enough. */
  boolean reserve(int packetBytes) {
    if (intakePaused) {
      return false;
    }
    if (bytes.addAndGet(packetBytes) > maximumBytes) {
      bytes.addAndGet(-packetBytes);
      exhausted = true;
      return false;
    }
    return true;
  }

  void release(int releasedMessages, long releasedBytes) {
    messages.addAndGet(-releasedMessages);
    bytes.addAndGet(-releasedBytes);
    reconsider();
  }

  boolean isExhausted() {
    return intakePaused || exhausted;
  }

  void intakePaused(boolean paused) {
    intakePaused = paused;
    if (!paused) {
      exhausted = true;
      reconsider();
    }
  }

  /**
   * Wakes those who wait if a quarter of the budget is free. Also called from time to time, because
   * the last release may have come just before someone began to wait.
   */
  void reconsider() {
    if (exhausted
        && messages.get() <= maximumMessages / 4 * 3
        && bytes.get() <= maximumBytes / 4 * 3) {
      exhausted = false;
      if (!intakePaused) {
        waiting.forEach(Runnable::run);
      }
    }
  }

  long messages() {
    return messages.get();
  }

  long bytes() {
    return bytes.get();
  }
}
