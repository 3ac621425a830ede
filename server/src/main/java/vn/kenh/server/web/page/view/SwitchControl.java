package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vn.kenh.server.device.Command;
import vn.kenh.server.irrigation.DevicePump;
import vn.kenh.server.irrigation.DeviceValve;
import vn.kenh.server.registry.Device;
import vn.kenh.server.telemetry.LatestValue;

/**
 * The valve or the pump of a device, to open or run for a while and to close or stop.
 *
 * @param on whether the device last said that it is open, or runs
 * @param since when it said so
 * @param newest what it was told last, and how far that has come; empty if nothing ever
 */
public record SwitchControl(What what, boolean on, Instant since, Optional<Command> newest) {

  /** What is switched; its commands, and where its form is sent to. */
  public enum What {
    VALVE("valve.open", "valve.close"),
    PUMP("pump.on", "pump.off");

    private final String on;
    private final String off;

    What(String on, String off) {
      this.on = on;
      this.off = off;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The command that opens it or lets it run. */
    public String on() {
      return on;
    }

    /** The command that closes or stops it. */
    public String off() {
      return off;
    }

    /** The key of one of its texts in the message catalogue. */
    public String key(String text) {
      return code() + "." + text;
    }

    private boolean takes(Command command) {
      return command.command().equals(on) || command.command().equals(off);
    }
  }

  /**
   * The controls of a device, by what it has reported.
   *
   * @param latest its newest values by metric
   * @param newest what it was told last
   */
  public static List<SwitchControl> of(
      Device device, Map<String, LatestValue> latest, Optional<Command> newest) {
    List<SwitchControl> controls = new ArrayList<>();
    DeviceValve.of(device, latest)
        .map(valve -> control(What.VALVE, valve.open(), valve.since(), newest))
        .ifPresent(controls::add);
    DevicePump.of(device, latest)
        .map(pump -> control(What.PUMP, pump.running(), pump.since(), newest))
        .ifPresent(controls::add);
    return controls;
  }

  /** The key of its state in the message catalogue. */
  public String key() {
    return what.key(on ? "open" : "closed");
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

  private static SwitchControl control(
      What what, boolean on, Instant since, Optional<Command> newest) {
    return new SwitchControl(what, on, since, newest.filter(what::takes));
  }
}
