package vn.kenh.gateway.reading;

/** How values of a metric combine over time. */
public enum MetricKind {
  /** A state of the world at one moment; a period is told by its mean, least and greatest value. */
  GAUGE,
  /**
   * A running total that only grows, and starts again at zero when the device does; a period is
   * told by the sum of its increases.
   */
  COUNTER,
  /** An amount since the report before; a period is told by the sum. */
  AMOUNT,
  /** 0 or 1; a period is told by the share of time at 1. */
  SWITCH
}
