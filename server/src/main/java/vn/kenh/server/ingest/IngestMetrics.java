package vn.kenh.server.ingest;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the drain did since the process started; the books across restarts are the spool's. */
public final class IngestMetrics {

  private final LongAdder bundles = new LongAdder();
  private final LongAdder points = new LongAdder();
  private final LongAdder readingsStored = new LongAdder();
  private final LongAdder readingsRefused = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder writeNanos = new LongAdder();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile long lastStoredMillis;

  /** Bundles the store has taken. */
  public long bundles() {
    return bundles.sum();
  }

  /** Points (lines) in those bundles, refused ones included. */
  public long points() {
    return points.sum();
  }

  public long readingsStored() {
    return readingsStored.sum();
  }

  public long readingsRefused() {
    return readingsRefused.sum();
  }

  /** Failed writes that were tried again. */
  public long retries() {
    return retries.sum();
  }

  /** Time spent in writes that succeeded, seconds; over {@link #bundles} it is the mean. */
  public double writeSeconds() {
    return writeNanos.sum() / 1e9;
  }

  /** Bundles with the store or waiting to be tried again. */
  public int inFlight() {
    return inFlight.get();
  }

  /** When the store last took something, epoch milliseconds; 0 if it has not yet. */
  public long lastStoredMillis() {
    return lastStoredMillis;
  }

  void began() {
    inFlight.incrementAndGet();
  }

  void ended() {
    inFlight.decrementAndGet();
  }

  void retried() {
    retries.increment();
  }

  void stored(int bundlePoints, int stored, int refused, long nanos, long nowMillis) {
    bundles.increment();
    points.add(bundlePoints);
    readingsStored.add(stored);
    readingsRefused.add(refused);
    writeNanos.add(nanos);
    lastStoredMillis = nowMillis;
  }
}
