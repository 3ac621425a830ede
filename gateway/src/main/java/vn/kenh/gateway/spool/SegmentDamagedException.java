package vn.kenh.gateway.spool;

/** A segment holds something other than what was written to it. */
final class SegmentDamagedException extends Exception {

  private static final long serialVersionUID = 1L;

  SegmentDamagedException(String message) {
    super(message);
  }
}
