package vn.kenh.gateway.spool;

/**
 * Entries {@code from} to {@code to}, both included, are done with.
 *
 * @param damaged readings of them that turned out to be lost
 */
record Settlement(long from, long to, long stored, long refused, long damaged) {

  static Settlement damage(long readings) {
    return new Settlement(1, 0, 0, 0, readings);
  }

  boolean isEmptyRange() {
    return from > to;
  }
}
