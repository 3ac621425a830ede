package vn.kenh.gateway.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What every format is held to: plausible times, and readings only of devices the sender may speak
 * for.
 *
 * @param tags tags of points
 * @param devices whom gateways may report for
 * @param keys the budget of unknown keys
 * @param clock what times are compared with
 */
record IntakeRules(PointTags tags, GatewayDevices devices, KeyBudget keys, Clock clock) {

  private static final long EARLIEST_MILLIS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long FUTURE_MILLIS = Duration.ofHours(24).toMillis();

  /** Why a point of this device at this time cannot be kept; empty if it can. */
  Optional<String> refusal(String sender, String device, long timeMillis) {
    if (timeMillis < EARLIEST_MILLIS) {
      return Optional.of("the time is before the year 2000: the device's clock is not set");
    }
    if (timeMillis > clock.millis() + FUTURE_MILLIS) {
      return Optional.of("the time is more than 24 hours ahead: the device's clock is wrong");
    }
    if (!device.equals(sender) && !devices.reportsFor(sender, device)) {
      return Optional.of("device " + device + " is not registered behind " + sender);
    }
    return Optional.empty();
  }
}
