package vn.kenh.gateway.mqtt;

/**
 * An inbox has no room for a message now. Nothing is wrong with it: the sender keeps it and sends
 * it again.
 */
public final class InboxFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is full, told to the sender where its protocol has a way to
   */
  public InboxFullException(String message) {
    super(message, null, false, false);
  }
}
