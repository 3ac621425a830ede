package vn.kenh.server.telemetry;

/** A value with the device time (epoch milliseconds) at which it was measured. */
public record LatestValue(long timeMillis, double value) {

  /** Whether a switch, such as a valve or a pump, was on. */
  public boolean isOn() {
    return value > 0;
  }
}
