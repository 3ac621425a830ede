package vn.kenh.server.camera;

/** What was sent is no picture that can be kept; the message says why. */
public final class BadPictureException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** More bytes or pixels than are taken. */
    TOO_LARGE,
    /** Neither JPEG nor PNG. */
    NOT_A_PICTURE,
    /** JPEG or PNG by its first bytes, but cut short or broken. */
    DAMAGED,
    /** Its time of capture cannot be read or cannot be true. */
    WRONG_TIME
  }

  private final Reason reason;

  BadPictureException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  BadPictureException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
