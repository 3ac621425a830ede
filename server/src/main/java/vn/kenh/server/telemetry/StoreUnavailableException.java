package vn.kenh.server.telemetry;

/** The store cannot be used now; the message tells the operator what to do. */
public final class StoreUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Who can end the trouble. */
  public enum Cause {
    /** Time will: the server is down, busy, or out of reach. */
    TRANSIENT,
    /** The operator must: wrong credentials, no such database, a limit too low. */
    CONFIGURATION
  }

  private final Cause kind;

  public StoreUnavailableException(Cause kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public StoreUnavailableException(Cause kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Cause kind() {
    return kind;
  }
}
