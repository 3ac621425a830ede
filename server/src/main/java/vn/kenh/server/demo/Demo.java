package vn.kenh.server.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.kenh.server.FirstStart;
import vn.kenh.server.Server;
import vn.kenh.server.ServerSettings;
import vn.kenh.server.trace.gs1.Gtin;
import vn.kenh.sim.Simulation;
import vn.kenh.sim.SimulationOptions;
import vn.kenh.sim.farm.FarmCatalogue;
import vn.kenh.sim.farm.FarmPlan;
import vn.kenh.sim.link.Links;
import vn.kenh.sim.register.Registrar;
import vn.kenh.sim.register.Tokens;
import vn.kenh.sim.weather.Site;

/** A server and two simulated farms beside it, in one process, running until closed. */
final class Demo implements AutoCloseable {

  /** Where a visitor's own device stands. */
  private static final String HAND_DEVICE = "thanhha-tay-01";

  private static final String HAND_PLOT = "thanhha-caudong";
  private static final String BATCH_PLOT = "thoxuan-nhaluoi";
  private static final Duration REPORTS = Duration.ofSeconds(10);
  private static final Duration PICTURES = Duration.ofMinutes(60);
  private static final Duration SEASON = Duration.ofDays(30);
  private static final Duration SPIN_UP = Duration.ofDays(20);

  /** Something for the overview to notice: a leak since yesterday, a battery that fails tonight. */
  private static final List<String> TROUBLES =
      List.of("leak=0.5@thanhha-drip-02:-20h", "dead-battery@thoxuan-probe-02:+6h");

  private final Plan plan;
  private final Server server;
  private final Simulation simulation;
  private final DemoNotes notes;
  private final Tokens tokens;
  private final URI local;
  private final Optional<URI> publicUrl;

  /** How it is to be: the server's settings, and the story of the farms. */
  record Plan(ServerSettings settings, Duration history, long seed, double speed) {}

  private Demo(Plan plan, PrintStream out) throws IOException {
    this.plan = plan;
    Path dataDir = plan.settings().dataDir();
    Files.createDirectories(dataDir);
    notes = new DemoNotes(dataDir);
    tokens = Tokens.of(dataDir.resolve("demo-devices.txt"));
    publicUrl = DemoAddresses.publicUrl(plan.settings());
    String adminToken = plan.settings().adminToken().orElse(notes.adminToken());
    server = Server.start(settings(plan.settings(), adminToken, publicUrl));
    try {
      out.println(server.listening());
      keepPassword(server.firstStart());
      local =
          URI.create(
              "http://"
                  + DemoAddresses.local(plan.settings().http().host())
                  + ":"
                  + server.httpPort());
      List<FarmPlan> farms = FarmCatalogue.handDrawn().subList(0, 2);
      Registrar registrar = new Registrar(local, adminToken, tokens);
      registrar.register(farms, Optional.empty());
      registrar.registerDevice(HAND_DEVICE, HAND_PLOT, "other");
      if (notes.get("batch").isEmpty()) {
        enterBatch(adminToken, out);
      }
      simulation = Simulation.start(simulation(farms), Clock.systemUTC());
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Starts it; the pages are up on return, while the history still fills. */
  static Demo start(Plan plan, PrintStream out) throws IOException {
    return new Demo(plan, out);
  }

  /** What a visitor should know and try. */
  List<String> guide() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "Kênh shows two simulated farms: " + local.toString().replace("127.0.0.1", "localhost"));
    lines.add("  sign in      " + FirstStart.ACCOUNT + " / " + password());
    lines.add("  trends       " + local + "/plots/" + BATCH_PLOT);
    notes.get("batch").ifPresent(batch -> batchLines(batch, lines));
    lines.add("  your device  " + publishExample());
    lines.add("  stop         Ctrl-C");
    lines.add("");
    return lines;
  }

  private void batchLines(String batch, List<String> lines) {
    String lot = notes.get("lot").orElse("");
    String link = "/01/" + Gtin.parse(DemoBatch.GTIN).digits() + "/10/" + lot;
    lines.add("  batch        " + local + "/batches/" + batch);
    lines.add("  labels       " + local + "/api/v1/batches/" + batch + "/labels.pdf?sheet=a4-3x7");
    lines.add("  public page  " + publicUrl.orElse(local) + link);
  }

  private String publishExample() {
    return "mosquitto_pub -h %s -p %d -i %s -u %s -P %s -q 1 -t kenh/%s/telemetry -m '%s'"
        .formatted(
            DemoAddresses.local(plan.settings().mqtt().host()),
            server.mqttPort(),
            HAND_DEVICE,
            HAND_DEVICE,
            tokens.of(HAND_DEVICE).orElse("?"),
            HAND_DEVICE,
            "{\"soil_moisture\": 31.4}");
  }

  Simulation simulation() {
    return simulation;
  }

  @Override
  public void close() {
    simulation.close();
    server.close();
  }

  /** The farms are worth seeing without a batch, too; the next start tries again. */
  private void enterBatch(String adminToken, PrintStream out) throws IOException {
    LocalDate today = LocalDate.now(Clock.system(Site.ZONE));
    try {
      String batch = new DemoBatch(local, adminToken).create(BATCH_PLOT, today);
      notes.put("lot", DemoBatch.lot(today));
      notes.put("batch", batch);
    } catch (DemoBatch.RefusedException e) {
      out.println("no batch of produce: " + e.getMessage());
    }
  }

  private SimulationOptions simulation(List<FarmPlan> farms) {
    String broker =
        "mqtt://" + DemoAddresses.local(plan.settings().mqtt().host()) + ":" + server.mqttPort();
    return SimulationOptions.of(broker, farms)
        .withSeed(plan.seed())
        .withTokens(device -> tokens.of(device).orElse(""))
        .withConnections(Optional.empty(), Links.LIGHT, 20)
        .withPace(REPORTS, PICTURES, plan.speed())
        .withHistory(plan.history(), plan.history().isZero() ? Duration.ZERO : SEASON, SPIN_UP)
        .withFaults(TROUBLES);
  }

  private void keepPassword(FirstStart first) throws IOException {
    if (first.password().isPresent()) {
      notes.put("password", first.password().get());
    }
  }

  private String password() {
    return notes.get("password").orElse("the password told at the first start on this data");
  }

  private static ServerSettings settings(
      ServerSettings given, String adminToken, Optional<URI> publicUrl) {
    return new ServerSettings(
        given.dataDir(),
        given.http(),
        given.httpsPort(),
        given.mqtt(),
        given.mqttsPort(),
        given.tls(),
        publicUrl,
        given.influx(),
        given.databaseUrl(),
        given.brokerUrls(),
        given.brokerTopics(),
        Optional.of(adminToken),
        given.anonymousDevices(),
        given.retention(),
        given.spoolLimitBytes());
  }
}
