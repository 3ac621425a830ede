package vn.kenh.gateway.mqtt;

/** Who a connection belongs to, and which devices it may speak for. */
public interface Identity {

  /** The authenticated device or gateway id. */
  String device();

  /** Whether this connection may publish and subscribe under {@code kenh/{device}/…}. */
  boolean speaksFor(String device);

  /**
   * Whether this connection may publish to {@code topic}, a valid topic name outside {@code
   * kenh/…}. Formats of other makers keep their own topics; who may use which is not known here.
   */
  default boolean mayPublishForeign(String topic) {
    return false;
  }
}
