package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.telemetry.LatestValue;

/** Puts together what lists of devices show. */
public final class DeviceRows {

  private final FieldData data;

  public DeviceRows(FieldData data) {
    this.data = data;
  }

  public List<DeviceRow> of(List<Device> devices, Map<String, String> plotNames, Instant now) {
    return devices.stream().map(device -> row(device, plotNames, now)).toList();
  }

  /** When a device last sent a reading or a picture. */
  public Optional<Instant> lastSeen(Device device) {
    Optional<Instant> reading =
        data.latest(device.id()).values().stream()
            .map(value -> Instant.ofEpochMilli(value.timeMillis()))
            .max(Comparator.naturalOrder());
    if (device.kind() != DeviceKind.CAMERA) {
      return reading;
    }
    Optional<Instant> picture = data.lastPicture(device.id()).map(Picture::taken);
    return Stream.of(reading, picture).flatMap(Optional::stream).max(Comparator.naturalOrder());
  }

  private DeviceRow row(Device device, Map<String, String> plotNames, Instant now) {
    Optional<Instant> seen = lastSeen(device);
    LatestValue battery = data.latest(device.id()).get(Metrics.BATTERY_LEVEL);
    return new DeviceRow(
        device,
        device.plot().map(plot -> plotNames.getOrDefault(plot, plot)),
        seen,
        seen.map(time -> time.isBefore(now.minus(PlotCardBuilder.SILENT_AFTER))).orElse(true),
        battery == null ? OptionalDouble.empty() : OptionalDouble.of(battery.value()));
  }
}
