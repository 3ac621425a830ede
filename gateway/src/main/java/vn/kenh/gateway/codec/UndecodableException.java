package vn.kenh.gateway.codec;

/** The payload cannot be read; the message says what was expected and where it went wrong. */
public final class UndecodableException extends Exception {

  private static final long serialVersionUID = 1L;

  public UndecodableException(String message) {
    super(message);
  }

  public UndecodableException(String message, Throwable cause) {
    super(message, cause);
  }
}
