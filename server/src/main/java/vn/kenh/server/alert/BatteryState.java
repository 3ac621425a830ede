package vn.kenh.server.alert;

import java.util.OptionalDouble;

/** How long a battery will do. */
public enum BatteryState {
  /** The device does not report one. */
  UNKNOWN,
  GOOD,
  /** It should be changed soon. */
  LOW,
  /** It is nearly empty. */
  EMPTY;

  private static final double LOW_TO_PERCENT = 25;
  private static final double EMPTY_TO_PERCENT = 10;

  /** The state at a level in percent: low to 25 %, empty to 10 %. */
  public static BatteryState at(OptionalDouble percent) {
    if (percent.isEmpty()) {
      return UNKNOWN;
    }
    if (percent.getAsDouble() <= EMPTY_TO_PERCENT) {
      return EMPTY;
    }
    return percent.getAsDouble() <= LOW_TO_PERCENT ? LOW : GOOD;
  }

  /** Whether someone should bring a new one. */
  public boolean wantsChange() {
    return this == LOW || this == EMPTY;
  }
}
