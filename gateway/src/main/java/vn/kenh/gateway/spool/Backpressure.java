package vn.kenh.gateway.spool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes wait in memory for the disk, and the signal to stop reading from senders while
 * there are too many: on above the high mark, off again below the low mark.
 */
public final class Backpressure {

  private final long highBytes;
  private final long lowBytes;
  private final AtomicLong queued = new AtomicLong();
  private final AtomicBoolean saturated = new AtomicBoolean();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  Backpressure(long highBytes) {
    this.highBytes = highBytes;
    this.lowBytes = highBytes / 2;
  }

  /** Whether senders should be slowed now. Cheap enough to ask before every read. */
  public boolean saturated() {
    return saturated.get();
  }

  /**
   * Has {@code listener} run after every change of {@link #saturated()}, on whatever thread caused
   * it; two changes in quick succession may be told out of order, so ask for the present value.
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Bytes handed in and not yet durable. */
  public long queuedBytes() {
    return queued.get();
  }

  /** Counts bytes that now wait for the disk. */
  public void add(long bytes) {
    if (queued.addAndGet(bytes) > highBytes) {
      change(true);
    }
  }

  void remove(long bytes) {
    if (queued.addAndGet(-bytes) < lowBytes && saturated.get()) {
      change(false);
      // An add() between the subtraction and the change must not leave the signal off for ever.
      if (queued.get() > highBytes) {
        change(true);
      }
    }
  }

  private void change(boolean to) {
    if (saturated.get() != to && saturated.compareAndSet(!to, to)) {
      listeners.forEach(Runnable::run);
    }
  }
}
