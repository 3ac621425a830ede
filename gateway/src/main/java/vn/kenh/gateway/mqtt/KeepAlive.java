package vn.kenh.gateway.mqtt;

/**
 * Whether a client has been silent for longer than it said it would be: one and a half times its
 * keep-alive (MQTT 5, 3.1.2.10).
 */
final class KeepAlive {

  private final long limitNanos;
  private long heardNanos;

  /**
   * @param seconds 0 for never
   */
  KeepAlive(int seconds, long nowNanos) {
    this.limitNanos = seconds * 1_500_000_000L;
    this.heardNanos = nowNanos;
  }

  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  boolean isExpired(long nowNanos) {
    return limitNanos > 0 && nowNanos - heardNanos > limitNanos;
  }
}
