package vn.kenh.gateway.mqtt;

/** Who a connection belongs to, and which devices it may speak for. */
public interface Identity {

  /** The authenticated device or gateway id. */
  String device();

  /** Whether this connection may publish and subscribe under {@code kenh/{device}/…}. */
  boolean speaksFor(String device);
}
