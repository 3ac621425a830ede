package vn.kenh.server.telemetry;

/**
 * A half-open range of time, clamped to what the stores can hold: from the epoch to the last
 * millisecond that fits InfluxDB's 64 bit of nanoseconds (in the year 2262).
 */
record TimeRange(long fromMillis, long toMillis) {

  /** The end of storable time, exclusive. */
  static final long END = Long.MAX_VALUE / 1_000_000;

  TimeRange {
    fromMillis = Math.max(0, fromMillis);
    toMillis = Math.min(END, toMillis);
  }

  boolean isEmpty() {
    return fromMillis >= toMillis;
  }
}
