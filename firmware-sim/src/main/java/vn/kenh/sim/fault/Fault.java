package vn.kenh.sim.fault;

/**
 * One fault of the devices that a pattern names.
 *
 * @param devices a device id, the end of one, or a pattern with {@code *}
 * @param fromMillis first moment, epoch milliseconds
 * @param toMillis first moment after it; {@link Long#MAX_VALUE} for ever
 * @param amount how much, in the kind's own words: a share, a duration, a metric; may be empty
 */
public record Fault(FaultKind kind, String devices, long fromMillis, long toMillis, String amount) {

  /** Whether {@code device} is meant: its whole id, the part after a dash, or by {@code *}. */
  public boolean concerns(String device) {
    if (devices.contains("*")) {
      StringBuilder pattern = new StringBuilder();
      for (String part : devices.split("\\*", -1)) {
        pattern.append(pattern.isEmpty() ? "" : ".*").append("\\Q").append(part).append("\\E");
      }
      return device.matches(pattern.toString());
    }
    return device.equals(devices) || device.endsWith("-" + devices);
  }

  public boolean activeAt(long millis) {
    return millis >= fromMillis && millis < toMillis;
  }
}
