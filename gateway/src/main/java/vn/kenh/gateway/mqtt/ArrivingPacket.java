package vn.kenh.gateway.mqtt;

import java.time.Duration;

/**
 * The packet a connection is in the middle of: since when it has been arriving, and the bytes set
 * aside for a large one before it is read on, so that many large ones at once cannot fill the
 * memory. Lives on the connection's event loop.
 */
final class ArrivingPacket {

  private static final int LARGE_FROM_BYTES = 64 * 1024;

  private final InFlightBudget budget;
  private final long withinNanos;

  private boolean incomplete;
  private long sinceNanos;
  private int setAsideBytes;
  private int wantedBytes;

  /**
   * @param within how long a packet may take from its first byte to its last
   */
  ArrivingPacket(InFlightBudget budget, Duration within) {
    this.budget = budget;
    this.withinNanos = within.toNanos();
  }

  /** Some of a packet is there, and not all. */
  void partRead(long nowNanos) {
    if (!incomplete) {
      incomplete = true;
      sinceNanos = nowNanos;
    }
  }

  /**
   * Sets bytes aside for a packet of this size if it is a large one.
   *
   * @return false if they must be waited for; {@link #setAsideWanted} tries again
   */
  boolean setAside(int bytes) {
    if (bytes <= LARGE_FROM_BYTES || setAsideBytes + wantedBytes > 0) {
      return true;
    }
    wantedBytes = bytes;
    return setAsideWanted();
  }

  /** Sets aside what was waited for, if anything was; false if there is still no room for it. */
  boolean setAsideWanted() {
    if (wantedBytes > 0) {
      if (!budget.reserve(wantedBytes)) {
        return false;
      }
      setAsideBytes = wantedBytes;
      wantedBytes = 0;
    }
    return true;
  }

  boolean isSetAside() {
    return setAsideBytes > 0;
  }

  /** The packet is there, or will never be. */
  void complete() {
    incomplete = false;
    wantedBytes = 0;
    if (setAsideBytes > 0) {
      budget.release(0, setAsideBytes);
      setAsideBytes = 0;
    }
  }

  /** The time that passed until now does not count: nothing was read. */
  void restart(long nowNanos) {
    sinceNanos = nowNanos;
  }

  boolean isOverdue(long nowNanos) {
    return incomplete && nowNanos - sinceNanos > withinNanos;
  }
}
