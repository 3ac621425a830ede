package vn.kenh.server.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One who watches. The newest readings wait for him, a bounded number of them; where he is too slow
 * the oldest are dropped and counted.
 */
public final class LiveSubscription implements AutoCloseable {

  private final LiveFeed feed;
  private final LiveFilter filter;
  private final int capacity;
  private final Runnable onReadings;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<LiveReading> waiting = new ArrayDeque<>();
  private long dropped;

  LiveSubscription(LiveFeed feed, LiveFilter filter, int capacity, Runnable onReadings) {
    this.feed = feed;
    this.filter = filter;
    this.capacity = capacity;
    this.onReadings = onReadings;
  }

  /** Takes up to {@code max} waiting readings, oldest first; empty if there are none. */
  public List<LiveReading> drain(int max) {
    lock.lock();
    try {
      List<LiveReading> taken = new ArrayList<>(Math.min(max, waiting.size()));
      while (taken.size() < max && !waiting.isEmpty()) {
        taken.add(waiting.removeFirst());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** The same, waiting for the first one up to a time. */
  public List<LiveReading> await(int max, long timeout, TimeUnit unit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = unit.toNanos(timeout);
      while (waiting.isEmpty() && left > 0) {
        left = arrived.awaitNanos(left);
      }
      return drain(max);
    } finally {
      lock.unlock();
    }
  }

  /** Readings this subscriber was too slow for. */
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the subscription. */
  @Override
  public void close() {
    feed.remove(this);
  }

  LiveFilter filter() {
    return filter;
  }

  void offer(LiveReading reading) {
    boolean first;
    lock.lock();
    try {
      if (waiting.size() == capacity) {
        waiting.removeFirst();
        dropped++;
      }
      first = waiting.isEmpty();
      waiting.addLast(reading);
      arrived.signal();
    } finally {
      lock.unlock();
    }
    if (first) {
      onReadings.run();
    }
  }
}
