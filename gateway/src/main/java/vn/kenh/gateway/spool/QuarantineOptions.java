package vn.kenh.gateway.spool;

import java.time.Duration;

/**
 * How much is kept.
 *
 * @param maxAge items older than this are dropped
 * @param maxBytes payload bytes kept in total; beyond that the oldest items are dropped
 */
public record QuarantineOptions(Duration maxAge, long maxBytes) {

  /** Thirty days, 256 MiB. */
  public static QuarantineOptions defaults() {
    return new QuarantineOptions(Duration.ofDays(30), 256L << 20);
  }
}
