package vn.kenh.gateway.reading;

/** A line that is not line protocol as readings are written in it. */
public final class LineProtocolException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int offset;

  LineProtocolException(String message, int offset) {
    super(message + " at byte " + offset);
    this.offset = offset;
  }

  /** The index in the input at which the trouble is. */
  public int offset() {
    return offset;
  }
}
