package vn.kenh.sim.fault;

import java.util.Arrays;
import java.util.Optional;

/** What can go wrong with a device or what hangs on it. */
public enum FaultKind {
  LEAK("leak", "0.4", "a hole in the line; its flow, as a share of the line's"),
  CLOG("clog", "0.5", "emitters close one by one, up to this share of them"),
  VALVE_STUCK_OPEN("stuck-open", "", "the valve stays open although the controller shut it"),
  VALVE_STUCK_CLOSED("stuck-closed", "", "the valve stays shut although the controller opened it"),
  DEAD_BATTERY("dead-battery", "", "the battery fails the day before; then the device is silent"),
  SENSOR_STUCK("sensor-stuck", "soil_moisture", "a metric (with its _2, _3) repeats one value"),
  CLOCK_SKEW("clock-skew", "15m", "the device's clock is ahead by this; -15m: behind"),
  DUPLICATES("duplicates", "0.3", "this share of the messages is sent twice"),
  REBOOT("reboot", "", "restarts: valve shut, counters at 0, silent for a minute"),
  LINK_LOSS("link-loss", "", "no connection in the interval; the backlog follows");

  private final String code;
  private final String defaultAmount;
  private final String description;

  FaultKind(String code, String defaultAmount, String description) {
    this.code = code;
    this.defaultAmount = defaultAmount;
    this.description = description;
  }

  /** How it is called on the command line and in the ground truth. */
  public String code() {
    return code;
  }

  /** What holds when no amount is given; empty where the kind takes none. */
  public String defaultAmount() {
    return defaultAmount;
  }

  public String description() {
    return description;
  }

  static Optional<FaultKind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
  }
}
