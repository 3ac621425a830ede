package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.Optional;
import vn.kenh.server.device.Command;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.irrigation.DeviceValve;
import vn.kenh.server.registry.Device;

/**
 * The valve of a device, to open for a while and to close.
 *
 * @param open whether the device last said that it is open
 * @param since when it said so
 * @param newest what it was told last, and how far that has come; empty if nothing ever
 */
public record ValveControl(boolean open, Instant since, Optional<Command> newest) {

  /** The control, if the device has a valve of its own. */
  public static Optional<ValveControl> of(Device device, FieldData data, Optional<Command> newest) {
    return DeviceValve.of(device, data.latest(device.id()))
        .map(valve -> new ValveControl(valve.open(), valve.since(), newest));
  }

  /** The key of its state in the message catalogue. */
  public String key() {
    return open ? "valve.open" : "valve.closed";
  }

  /** The key of a command's state in the message catalogue. */
  public static String stateKey(Command.State state) {
    return "command.state." + state.code();
  }

  /** How a command's state is coloured. */
  public static String tone(Command.State state) {
    return switch (state) {
      case DONE -> "good";
      case FAILED, EXPIRED -> "dry";
      case QUEUED, SENT, ACCEPTED -> "water";
    };
  }
}
