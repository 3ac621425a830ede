package vn.kenh.server.trace.gs1;

/** A text that GS1's rules refuse; the message says which part, why, and what would be right. */
public final class Gs1FormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  public Gs1FormatException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** The message, for those who pass it on. */
  public String reason() {
    return reason;
  }
}
