package vn.kenh.gateway.camera;

/** A camera gave no still; the message says why, in words without secrets. */
final class BadStillException extends Exception {

  private static final long serialVersionUID = 1L;

  BadStillException(String message) {
    super(message);
  }

  BadStillException(String message, Throwable cause) {
    super(message, cause);
  }
}
