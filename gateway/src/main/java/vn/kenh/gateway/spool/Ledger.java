package vn.kenh.gateway.spool;

import java.util.Arrays;

/**
 * The books at one moment, exact across crashes: messages received = decoded + quarantined, and
 * readings spooled = stored + refused + damaged + pending.
 */
public final class Ledger {

  private final long[] counts;

  Ledger(long[] counts) {
    this.counts = Arrays.copyOf(counts, counts.length);
  }

  public long get(Counter counter) {
    return counts[counter.index];
  }

  /** Readings that are in the spool and not yet settled by the sink. */
  public long readingsPending() {
    return get(Counter.READINGS_SPOOLED)
        - get(Counter.READINGS_STORED)
        - get(Counter.READINGS_REFUSED)
        - get(Counter.READINGS_DAMAGED);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Ledger[pending=").append(readingsPending());
    for (Counter counter : Counter.values()) {
      text.append(", ").append(counter).append('=').append(get(counter));
    }
    return text.append(']').toString();
  }
}
