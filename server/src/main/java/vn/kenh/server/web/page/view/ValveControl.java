package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vn.kenh.server.device.Command;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.telemetry.LatestValue;

/**
 * The valve of a device, to open for a while and to close.
 *
 * @param open whether the device last said that it is open
 * @param since when it said so
 * @param newest what it was told last, and how far that has come; empty if nothing ever
 */
public record ValveControl(boolean open, Instant since, Optional<Command> newest) {

  /** For how many minutes a person may open it: short ones first, never without an end. */
  public static final List<Integer> MINUTES = List.of(5, 10, 15, 30, 45, 60, 90, 120);

  /** What is chosen unless the person chooses: too little water does less harm than too much. */
  public static final int USUAL_MINUTES = 15;

  /** The control, if this is a device that has reported a valve of its own. */
  public static Optional<ValveControl> of(Device device, FieldData data, Optional<Command> newest) {
    LatestValue valve = data.latest(device.id()).get(Metrics.VALVE_OPEN);
    boolean irrigates = device.kind() == DeviceKind.VALVE || device.kind() == DeviceKind.DRIP;
    if (valve == null || !irrigates) {
      return Optional.empty();
    }
    return Optional.of(
        new ValveControl(valve.value() > 0, Instant.ofEpochMilli(valve.timeMillis()), newest));
  }

  /** The key of its state in the message catalogue. */
  public String key() {
    return (open ? ValveState.OPEN : ValveState.CLOSED).key();
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
