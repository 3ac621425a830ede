package vn.kenh.server.registry;

/** What was asked for cannot be done, and the message tells the person who asked what to change. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** A value is missing, malformed, or names something that does not exist. */
    INVALID,
    /** What was asked for does not exist. */
    NOT_FOUND,
    /** It contradicts what is already there. */
    CONFLICT
  }

  private final Reason reason;

  private RefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public static RefusedException invalid(String message) {
    return new RefusedException(Reason.INVALID, message);
  }

  public static RefusedException notFound(String message) {
    return new RefusedException(Reason.NOT_FOUND, message);
  }

  public static RefusedException conflict(String message) {
    return new RefusedException(Reason.CONFLICT, message);
  }

  public Reason reason() {
    return reason;
  }
}
