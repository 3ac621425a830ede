package vn.kenh.sim.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.sim.Simulation;
import vn.kenh.sim.SimulationOptions;
import vn.kenh.sim.farm.DevicePlan;
import vn.kenh.sim.farm.FarmPlan;
import vn.kenh.sim.farm.FarmWorld;
import vn.kenh.sim.fault.Fault;
import vn.kenh.sim.fault.FaultSyntax;
import vn.kenh.sim.link.Complaints;
import vn.kenh.sim.link.Connection;
import vn.kenh.sim.link.Endpoint;
import vn.kenh.sim.link.MqttLink;
import vn.kenh.sim.link.Ramp;
import vn.kenh.sim.truth.Counts;
import vn.kenh.sim.truth.Deliveries;
import vn.kenh.sim.truth.GroundTruth;

/** All farms of a run with their connections: one thread lives the present, one tells the past. */
public final class Farms implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Farms.class);
  private static final long TICK_MILLIS = 100;

  /** A broker's queue of new connections is short: Mosquitto's holds 100. */
  private static final int CONNECTING_AT_ONCE = 96;

  private final SimulationOptions options;
  private final Clock clock;
  private final long wallStart;
  private final GroundTruth truth;
  private final Deliveries deliveries;
  private final Messages messages;
  private final MqttLink.Factory links;
  private final Connection.Shared shared;
  private final ScheduledExecutorService timer = daemon("sim-timer");
  private final ScheduledExecutorService present = daemon("sim-live");
  private final ScheduledExecutorService past = daemon("sim-history");
  private final Map<String, Connection> byDevice = new HashMap<>();
  private final Set<Connection> connections = new LinkedHashSet<>();
  private final List<LiveFarm> live = new ArrayList<>();
  private final Map<String, LiveFarm> farmOf = new HashMap<>();
  private final History history;
  private volatile boolean quiet;

  private Farms(SimulationOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    this.wallStart = clock.millis();
    List<Fault> faults =
        options.faults().stream()
            .map(text -> FaultSyntax.parse(text, Instant.ofEpochMilli(wallStart)))
            .toList();
    refuseFaultsOfNobody(faults);
    this.truth = options.truth().map(GroundTruth::to).orElseGet(GroundTruth::nowhere);
    this.deliveries = new Deliveries(truth);
    this.messages = new Messages(deliveries);
    this.links = options.links().to(Endpoint.parse(options.broker()));
    this.shared =
        new Connection.Shared(
            links, new Ramp(CONNECTING_AT_ONCE, timer), timer, new Complaints(), deliveries);
    connectAll();
    long from = wallStart - options.history().toMillis();
    Reporter.Pace pace =
        new Reporter.Pace(options.interval().toMillis(), options.pictures().toMillis());
    List<FarmWorld> worlds = worlds(faults, from);
    for (FarmWorld world : worlds) {
      Reporter reporter = new Reporter(world, options.seed(), pace, wallStart);
      LiveFarm farm = new LiveFarm(reporter, byDevice, messages, truth, options.seed());
      live.add(farm);
      world.plan().devices().forEach(device -> farmOf.put(device.id(), farm));
    }
    List<Reporter> told =
        options.history().isZero()
            ? List.of()
            : worlds(faults, from).stream()
                .map(world -> new Reporter(world, options.seed(), told(pace), from))
                .toList();
    this.history =
        new History(
            told,
            byDevice,
            messages,
            truth,
            new History.Span(from, wallStart, from - options.seasonPictures().toMillis()));
    writeFrame(faults, from);
  }

  /** Builds the worlds and starts connecting, living and telling. */
  public static Farms start(SimulationOptions options, Clock clock) {
    Farms farms = new Farms(options, clock);
    farms.begin();
    return farms;
  }

  public Simulation.Progress progress() {
    int connected = (int) connections.stream().filter(Connection::isUp).count();
    Counts.Snapshot total = deliveries.total();
    return new Simulation.Progress(
        Instant.ofEpochMilli(now()),
        connected,
        connections.size(),
        history.progress(),
        total.pending(),
        total);
  }

  /** How much of the history is told, 0 to 1. */
  public double history() {
    return history.progress();
  }

  /** Messages neither acknowledged nor given up. */
  public long pending() {
    return deliveries.total().pending();
  }

  public Map<String, Counts.Snapshot> counts() {
    return deliveries.byDevice();
  }

  /** Whether nothing waits to be acknowledged. */
  public boolean backlogIsEmpty() {
    return connections.stream().allMatch(connection -> connection.pending() == 0);
  }

  /** No more reports; what was said is still delivered. */
  public void quiet() {
    quiet = true;
    history.stop();
  }

  @Override
  public void close() {
    quiet();
    end(present);
    end(past);
    timer.shutdownNow();
    connections.parallelStream().forEach(Connection::stop);
    links.close();
    deliveries.byDevice().forEach(truth::counts);
    truth.close();
  }

  private void begin() {
    connections.forEach(Connection::start);
    ScheduledFuture<?> ticking =
        present.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    LOG.debug("live: {}", ticking);
    past.execute(
        () -> {
          try {
            history.run();
          } catch (RuntimeException e) {
            LOG.error("the history ends early", e);
          }
        });
  }

  private void tick() {
    if (quiet) {
      return;
    }
    try {
      long now = now();
      for (LiveFarm farm : live) {
        farm.runTo(now);
      }
    } catch (RuntimeException e) {
      LOG.error("a step of the simulation failed", e);
    }
  }

  private long now() {
    return wallStart + (long) ((clock.millis() - wallStart) * options.speed());
  }

  private void connectAll() {
    options
        .gateway()
        .ifPresentOrElse(
            gateway -> {
              List<DevicePlan> all =
                  options.farms().stream().flatMap(farm -> farm.devices().stream()).toList();
              connect(gateway, all);
            },
            () -> {
              for (FarmPlan farm : options.farms()) {
                farm.devices().forEach(device -> connect(device.id(), List.of(device)));
              }
            });
  }

  private void connect(String id, List<DevicePlan> devices) {
    Connection connection =
        new Connection(
            shared,
            new Connection.Settings(
                id,
                options.tokens().apply(id),
                devices.stream().map(DevicePlan::id).toList(),
                devices.stream()
                    .filter(device -> device.type().takesCommands())
                    .map(DevicePlan::id)
                    .toList(),
                options.window(),
                options.bufferLimit()),
            this::received);
    connections.add(connection);
    devices.forEach(device -> byDevice.put(device.id(), connection));
  }

  private void received(String topic, byte[] payload) {
    String[] levels = topic.split("/", -1);
    LiveFarm farm = levels.length == 3 ? farmOf.get(levels[1]) : null;
    if (farm != null && levels[2].equals("command")) {
      farm.command(levels[1], payload);
    }
  }

  /**
   * Worlds that have lived long enough before {@code from}. They begin at a moment that runs of
   * neighbouring days share, so that a run started later continues the same story.
   */
  private List<FarmWorld> worlds(List<Fault> faults, long from) {
    long spinUp = Math.max(60_000, options.spinUp().toMillis());
    long grid = Math.min(spinUp, Duration.ofDays(10).toMillis());
    long beginning = from - Math.floorMod(from, grid) - spinUp;
    return options.farms().parallelStream()
        .map(farm -> new FarmWorld(farm, options.seed(), faults, beginning))
        .toList();
  }

  private void refuseFaultsOfNobody(List<Fault> faults) {
    for (Fault fault : faults) {
      boolean concernsOne =
          options.farms().stream()
              .flatMap(farm -> farm.devices().stream())
              .anyMatch(device -> fault.concerns(device.id()));
      if (!concernsOne) {
        throw new IllegalArgumentException("no device is called \"" + fault.devices() + "\"");
      }
    }
  }

  /** The past is told a report a minute at most: finer grains would only be averaged away. */
  private static Reporter.Pace told(Reporter.Pace pace) {
    return new Reporter.Pace(Math.max(60_000, pace.reportMillis()), pace.pictureMillis());
  }

  private void writeFrame(List<Fault> faults, long from) {
    truth.run(options.seed(), from, wallStart, byDevice.size());
    for (LiveFarm farm : live) {
      farm.devices().stream()
          .sorted(java.util.Comparator.comparing(device -> device.plan().id()))
          .forEach(
              device -> device.faults().all().forEach(f -> truth.fault(device.plan().id(), f)));
    }
    LOG.debug("{} faults", faults.size());
  }

  private static void end(ScheduledExecutorService executor) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      executor.shutdownNow();
    }
  }

  private static ScheduledExecutorService daemon(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
