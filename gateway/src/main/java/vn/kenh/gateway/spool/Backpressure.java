package vn.kenh.gateway.spool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many bytes wait in memory for the disk, and the signal to stop reading from senders while
 * there are too many: on above the high mark, off again below the low mark.
 */
public final class Backpressure {

  private static final Logger LOG = LoggerFactory.getLogger(Backpressure.class);

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
   * it, but never on two at once. It must ask for the present value: changes in quick succession
   * may be told out of order, and the last call is the one that sees how it is now.
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
      tellListeners();
    }
  }

  /**
   * One at a time: a listener that has seen "saturated" and is overtaken by the one that has seen
   * the end of it would stop the senders for ever.
   */
  private void tellListeners() {
    synchronized (listeners) {
      for (Runnable listener : listeners) {
        try {
          listener.run();
        } catch (RuntimeException e) {
          // At shutdown senders go first; the commits of what they sent must not fail for it.
          LOG.warn("a sender could not be slowed or set free: {}", e.toString());
        }
      }
    }
  }
}
