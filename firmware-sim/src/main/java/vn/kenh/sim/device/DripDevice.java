package vn.kenh.sim.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.farm.DevicePlan;
import vn.kenh.sim.farm.FarmWorld;
import vn.kenh.sim.farm.PlotWorld;
import vn.kenh.sim.water.DripLine;
import vn.kenh.sim.water.Valve;
import vn.kenh.sim.weather.Sky;

/**
 * The controller of a drip line: it opens and shuts the valve by its own schedule and by command,
 * meters flow, pressure and volume, and has a soil probe at 10 cm. Whatever opened the valve, it
 * shuts it itself when the time is over.
 */
final class DripDevice extends SimDevice {

  /** No command may leave a valve open for longer. */
  static final Duration LONGEST_OPENING = Duration.ofHours(4);

  /** How long after an order the flow must agree with it. */
  private static final long FLOW_CHECK = 60_000;

  private final PlotWorld plot;
  private final Instrument moisture;
  private final Instrument flow;
  private final Instrument pressure;
  private final List<CommandAnswer> answers = new ArrayList<>();
  private @Nullable Running running;
  private @Nullable Closing closing;
  private double counterStart;

  private record Running(String id, long since, long until, boolean flowSeen) {}

  private record Closing(String id, long since) {}

  DripDevice(DevicePlan plan, FarmWorld world, Substream chance) {
    super(plan, world, chance, true);
    this.plot = world.plot(plan.plot());
    this.moisture = instrument("moisture", new Instrument.Quality(0.9, 0.4, 0.12, 0.1, 0, 100));
    this.flow = instrument("flow", new Instrument.Quality(0, 0, 0.25, 0.1, 0, 10_000));
    this.pressure = instrument("pressure", new Instrument.Quality(0.8, 0.3, 0.9, 0.1, 0, 1000));
  }

  @Override
  void measure(long millis, Sky sky, Telemetry out) {
    DripLine.Point point = plot.valve().pointAt(millis);
    out.put("valve_open", plot.valve().orderedOpen(millis))
        .put("water_flow", point.flow() == 0 ? 0 : flow.read(point.flow(), millis), 1)
        .put("water_volume", Math.floor(plot.valve().litresAt(millis) - counterStart), 0)
        .put("water_pressure", point.flow() == 0 ? 0 : pressure.read(point.pressure(), millis), 1)
        .put("soil_moisture", moisture.read(100 * plot.soil().moisture(0), millis), 1);
  }

  @Override
  void minute(long millis, Sky sky) {
    if (plot.mayIrrigate(millis) && !faults().silent(millis)) {
      double shown = orHeld("soil_moisture", moisture.read(100 * plot.soil().moisture(0), millis));
      plot.control(millis, shown / 100);
    }
  }

  @Override
  void rebooted(long millis) {
    plot.valve().close(millis);
    counterStart = plot.valve().litresAt(millis);
    Running interrupted = running;
    if (interrupted != null) {
      answers.add(CommandAnswer.failed(interrupted.id(), "the controller restarted"));
      running = null;
    }
  }

  @Override
  public void command(long millis, DeviceCommand command) {
    switch (command.name()) {
      case "valve.open" -> open(millis, command);
      case "valve.close" -> close(millis, command);
      default ->
          answers.add(CommandAnswer.failed(command.id(), "unknown command " + command.name()));
    }
  }

  @Override
  public List<CommandAnswer> takeAnswers(long millis) {
    watchOpening(millis);
    watchClosing(millis);
    if (answers.isEmpty()) {
      return List.of();
    }
    List<CommandAnswer> taken = List.copyOf(answers);
    answers.clear();
    return taken;
  }

  private void open(long millis, DeviceCommand command) {
    Duration duration = command.duration();
    if (duration.isZero() || duration.isNegative()) {
      answers.add(CommandAnswer.failed(command.id(), "seconds must be more than 0"));
      return;
    }
    if (duration.compareTo(LONGEST_OPENING) > 0) {
      answers.add(
          CommandAnswer.failed(
              command.id(), "seconds may be " + LONGEST_OPENING.toSeconds() + " at most"));
      return;
    }
    Running replaced = running;
    if (replaced != null) {
      answers.add(CommandAnswer.done(replaced.id()));
    }
    long until = millis + duration.toMillis();
    plot.valve().open(millis, until);
    running = new Running(command.id(), millis, until, false);
    answers.add(CommandAnswer.accepted(command.id()));
  }

  private void close(long millis, DeviceCommand command) {
    plot.valve().close(millis);
    Running stopped = running;
    if (stopped != null) {
      answers.add(CommandAnswer.done(stopped.id()));
      running = null;
    }
    closing = new Closing(command.id(), millis);
  }

  private void watchOpening(long millis) {
    Running opening = running;
    if (opening == null) {
      return;
    }
    Valve valve = plot.valve();
    if (millis >= opening.until()) {
      running = null;
      answers.add(
          opening.flowSeen() || opening.until() - opening.since() < FLOW_CHECK
              ? CommandAnswer.done(opening.id())
              : CommandAnswer.failed(opening.id(), "no flow while the valve was open"));
    } else if (!opening.flowSeen() && valve.pointAt(millis).flow() > 0) {
      running = new Running(opening.id(), opening.since(), opening.until(), true);
    } else if (!opening.flowSeen() && millis - opening.since() >= FLOW_CHECK) {
      valve.close(millis);
      running = null;
      answers.add(CommandAnswer.failed(opening.id(), "no flow a minute after opening"));
    }
  }

  private void watchClosing(long millis) {
    Closing shutting = closing;
    if (shutting == null) {
      return;
    }
    if (!plot.valve().passes(millis)) {
      closing = null;
      answers.add(CommandAnswer.done(shutting.id()));
    } else if (millis - shutting.since() >= FLOW_CHECK) {
      closing = null;
      answers.add(CommandAnswer.failed(shutting.id(), "water still flows a minute after closing"));
    }
  }
}
