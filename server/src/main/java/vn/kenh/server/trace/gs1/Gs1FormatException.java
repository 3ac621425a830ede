package vn.kenh.server.trace.gs1;

/** A text that GS1's rules refuse; the message says which part, why, and what would be right. */
public final class Gs1FormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public Gs1FormatException(String message) {
    super(message);
  }
}
