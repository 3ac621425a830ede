package vn.kenh.gateway.spool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands committed entries to a consumer that keeps up without reading them back from disk. Once the
 * consumer has fallen behind by more than a few MiB, newer entries are left on disk until it has
 * read all older ones from there.
 */
final class ReadAhead {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<SpoolEntry> entries = new ArrayDeque<>();
  private final long maxBytes;
  private long bytes;
  private long lastCommitted;
  private boolean behind;

  ReadAhead(long maxBytes, long lastCommitted, boolean behind) {
    this.maxBytes = maxBytes;
    this.lastCommitted = lastCommitted;
    this.behind = behind;
  }

  void committed(List<SpoolEntry> newEntries) {
    if (newEntries.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      for (SpoolEntry entry : newEntries) {
        if (!behind && bytes < maxBytes) {
          entries.add(entry);
          bytes += entry.body().length;
        } else {
          behind = true;
        }
      }
      lastCommitted = newEntries.get(newEntries.size() - 1).id();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The highest id that is durable. */
  long lastCommitted() {
    lock.lock();
    try {
      return lastCommitted;
    } finally {
      lock.unlock();
    }
  }

  /** The next entry if it is in memory. */
  @Nullable SpoolEntry poll() {
    lock.lock();
    try {
      SpoolEntry entry = entries.poll();
      if (entry != null) {
        bytes -= entry.body().length;
      }
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether the consumer, who has found nothing in memory, must read on from disk. If it has read
   * everything up to {@code lastTaken}, memory takes over again from here.
   */
  boolean mustReadDisk(long lastTaken) {
    lock.lock();
    try {
      if (behind && lastTaken >= lastCommitted) {
        behind = false;
      }
      return behind && entries.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there may be something new; false if time is up. */
  boolean await(Duration timeout) throws InterruptedException {
    long nanos = timeout.toNanos();
    lock.lock();
    try {
      while (entries.isEmpty() && !behind) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  static Duration remaining(long deadlineNanos) {
    return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
  }

  static long deadline(Duration timeout) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout.toMillis());
  }
}
