package vn.kenh.sim.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kenh.sim.chance.SmoothNoise;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.farm.DevicePlan;
import vn.kenh.sim.farm.FarmWorld;
import vn.kenh.sim.farm.PlotWorld;
import vn.kenh.sim.water.DripLine;
import vn.kenh.sim.weather.Sky;

/**
 * The pump station: it runs while any valve of the farm is open, or for a time by command, and
 * watches the pond. Whatever the command, it stops by itself, and never leaves an open valve dry.
 */
final class PumpDevice extends SimDevice {

  /** No command may let it run for longer. */
  static final Duration LONGEST_RUN = Duration.ofHours(4);

  private static final double POND_SQUARE_METRES = 900;

  /** What it pushes against when every valve is shut, kPa. */
  private static final double SHUT_OFF_HEAD = 190;

  private final Instrument level;
  private final Instrument pressure;
  private final Instrument salinity;
  private final Instrument acidity;
  private final SmoothNoise season;
  private final double waterEc;
  private double pond = 1.8;
  private double drawn;
  private double rained;
  private final List<CommandAnswer> answers = new ArrayList<>();
  private @Nullable Running running;

  private record Running(String id, long until) {}

  PumpDevice(DevicePlan plan, FarmWorld world, Substream chance) {
    super(plan, world, chance, true);
    this.level = instrument("level", new Instrument.Quality(0.01, 0, 0.004, 0.001, 0, 5));
    this.pressure = instrument("pressure", new Instrument.Quality(0.8, 0.3, 1.2, 0.1, 0, 1000));
    this.salinity = instrument("ec", new Instrument.Quality(0.01, 0.01, 0.005, 0.01, 0, 20));
    this.acidity = instrument("ph", new Instrument.Quality(0.05, 0.05, 0.02, 0.01, 3, 11));
    this.season = new SmoothNoise(chance.child("season"), 12 * 86_400.0);
    this.waterEc = chance.uniform(11, 0.3, 0.7);
    this.drawn = litresDrawn();
  }

  @Override
  void measure(long millis, Sky sky, Telemetry out) {
    double head = head(millis);
    Running ordered = running;
    if (head == 0 && ordered != null && millis < ordered.until()) {
      head = SHUT_OFF_HEAD;
    }
    boolean runs = head > 0;
    double time = millis / 1000.0;
    out.put("pump_on", runs)
        .put("water_pressure", runs ? pressure.read(head + 18, millis) : 0, 1)
        .put("water_level", level.read(pond, millis), 3)
        .put("water_ec", salinity.read(waterEc * (1 + 0.12 * season.at(time)), millis), 2)
        .put("water_ph", acidity.read(7.2 + 0.12 * season.at(time), millis), 2);
  }

  /** Irrigation and the sun draw the pond down; rain and the canal fill it. */
  @Override
  void minute(long millis, Sky sky) {
    double now = litresDrawn();
    double rain = world().rainMm() - rained;
    rained = world().rainMm();
    double canal = Math.max(0, 1.8 - pond) * 0.00035;
    pond += canal - (now - drawn) / 1000 / POND_SQUARE_METRES + 3 * rain / 1000;
    pond = Math.max(0.2, Math.min(2.4, pond - sky.solarRadiation() * 1.5e-9));
    drawn = now;
  }

  @Override
  void rebooted(long millis) {
    Running interrupted = running;
    if (interrupted != null) {
      answers.add(CommandAnswer.failed(interrupted.id(), "the controller restarted"));
      running = null;
    }
  }

  @Override
  public void command(long millis, DeviceCommand command) {
    switch (command.name()) {
      case "pump.on" -> start(millis, command);
      case "pump.off" -> stop(millis, command);
      default ->
          answers.add(CommandAnswer.failed(command.id(), "unknown command " + command.name()));
    }
  }

  @Override
  public List<CommandAnswer> takeAnswers(long millis) {
    Running over = running;
    if (over != null && millis >= over.until()) {
      answers.add(CommandAnswer.done(over.id()));
      running = null;
    }
    List<CommandAnswer> taken = List.copyOf(answers);
    answers.clear();
    return taken;
  }

  private void start(long millis, DeviceCommand command) {
    Duration duration = command.duration();
    if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST_RUN) > 0) {
      answers.add(
          CommandAnswer.failed(
              command.id(), "seconds must be from 1 to " + LONGEST_RUN.toSeconds()));
      return;
    }
    finish();
    running = new Running(command.id(), millis + duration.toMillis());
    answers.add(CommandAnswer.accepted(command.id()));
  }

  private void stop(long millis, DeviceCommand command) {
    finish();
    answers.add(
        head(millis) > 0
            ? CommandAnswer.failed(command.id(), "a valve is open; close it first")
            : CommandAnswer.done(command.id()));
  }

  private void finish() {
    Running stopped = running;
    if (stopped != null) {
      answers.add(CommandAnswer.done(stopped.id()));
      running = null;
    }
  }

  /** The highest pressure that an open valve asks for, kPa; 0 where all are shut. */
  private double head(long millis) {
    double head = 0;
    for (PlotWorld plot : world().plots()) {
      DripLine.Point point = plot.valve().pointAt(millis);
      head = Math.max(head, point.pressure());
    }
    return head;
  }

  private double litresDrawn() {
    double sum = 0;
    for (PlotWorld plot : world().plots()) {
      sum += plot.valve().litresAt(world().now());
    }
    return sum;
  }
}
