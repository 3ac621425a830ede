package vn.kenh.server.irrigation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.telemetry.LatestValue;

/**
 * A device's own valve, which a person may open for a while.
 *
 * @param open whether the device last said that it is open
 * @param since when it said so
 */
public record DeviceValve(boolean open, Instant since) {

  /** For how many minutes a person may open it: short ones first, never without an end. */
  public static final List<Integer> MINUTES = List.of(5, 10, 15, 30, 45, 60, 90, 120);

  /** What is chosen unless the person chooses: too little water does less harm than too much. */
  public static final int USUAL_MINUTES = 15;

  private static final String METRIC = "valve_open";

  /**
   * The valve, if this is a device for irrigation that has reported one.
   *
   * @param latest its newest values by metric
   */
  public static Optional<DeviceValve> of(Device device, Map<String, LatestValue> latest) {
    LatestValue valve = latest.get(METRIC);
    boolean irrigates = device.kind() == DeviceKind.VALVE || device.kind() == DeviceKind.DRIP;
    if (valve == null || !irrigates) {
      return Optional.empty();
    }
    return Optional.of(new DeviceValve(valve.isOn(), Instant.ofEpochMilli(valve.timeMillis())));
  }
}
