package vn.kenh.server.irrigation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.telemetry.LatestValue;

/**
 * A device's own pump, which a person may let run for a while; for as long as a valve ({@link
 * DeviceValve#MINUTES}).
 *
 * @param running whether the device last said that it runs
 * @param since when it said so
 */
public record DevicePump(boolean running, Instant since) {

  private static final String METRIC = "pump_on";

  /** There is no kind of its own for pumps; what only measures or looks has none. */
  private static final Set<DeviceKind> KINDS =
      Set.of(DeviceKind.VALVE, DeviceKind.DRIP, DeviceKind.OTHER);

  /**
   * The pump, if this is a device that may have one and has reported it.
   *
   * @param latest its newest values by metric
   */
  public static Optional<DevicePump> of(Device device, Map<String, LatestValue> latest) {
    LatestValue pump = latest.get(METRIC);
    if (pump == null || !KINDS.contains(device.kind())) {
      return Optional.empty();
    }
    return Optional.of(new DevicePump(pump.isOn(), Instant.ofEpochMilli(pump.timeMillis())));
  }
}
