package vn.kenh.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.kenh.sim.device.SimDevice;
import vn.kenh.sim.farm.DevicePlan;
import vn.kenh.sim.farm.FarmCatalogue;
import vn.kenh.sim.farm.FarmWorld;
import vn.kenh.sim.link.Links;
import vn.kenh.sim.truth.Counts;

final class SimulationIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String DRIP = "thanhha-drip-01";

  @TempDir private Path folder;

  private static SimulationOptions options(Broker broker) {
    return SimulationOptions.of(broker.url(), FarmCatalogue.handDrawn().subList(0, 1))
        .withHistory(Duration.ZERO, Duration.ZERO, Duration.ofHours(12))
        .withPace(Duration.ofMinutes(1), Duration.ofHours(1), 1);
  }

  @ParameterizedTest
  @EnumSource(Links.class)
  void historyArrivesWholeAndTheTruthAgreesWithWhatWasHeard(Links links) throws Exception {
    Path truth = folder.resolve("truth.jsonl");
    try (Broker broker = new Broker(folder);
        Listener listener = new Listener(broker)) {
      SimulationOptions options =
          options(broker)
              .withConnections(Optional.empty(), links, 10)
              .withHistory(Duration.ofHours(6), Duration.ZERO, Duration.ofHours(12))
              .withTruth(Optional.of(truth));
      Counts.Snapshot counts;
      try (Simulation simulation = Simulation.start(options, Clock.systemUTC())) {
        assertThat(simulation.awaitHistory(LIMIT)).isTrue();
        assertThat(simulation.drain(LIMIT)).isTrue();
        counts = dripOf(simulation);
      }
      Set<Long> times = new HashSet<>();
      for (String payload : listener.on("kenh/" + DRIP + "/telemetry")) {
        JsonNode json = JSON.readTree(payload);
        (json.isArray() ? json : List.of(json)).forEach(r -> times.add(r.path("time").longValue()));
      }
      assertThat(times.size()).isGreaterThanOrEqualTo(360);
      assertThat(counts.acknowledgedPoints()).isEqualTo(times.size());
      assertThat(listener.heard.stream().filter(h -> h.topic().contains("/snapshot/")))
          .allSatisfy(h -> assertThat(h.payload()).startsWith(0xFF, 0xD8));
      assertThat(listener.on("kenh/" + DRIP + "/status")).startsWith("online");
      long acknowledged =
          lines(truth).stream()
              .filter(line -> line.path("type").asText().equals("acknowledged"))
              .filter(line -> line.path("device").asText().equals(DRIP))
              .count();
      assertThat(acknowledged).isEqualTo(counts.acknowledged());
    }
  }

  @Test
  void theSameSeedSendsTheSamePastWhateverTheClient() throws Exception {
    Clock clock =
        Clock.fixed(java.time.Instant.parse("2026-11-22T03:00:00Z"), java.time.ZoneOffset.UTC);
    List<Set<String>> runs = new ArrayList<>();
    for (Links links : Links.values()) {
      Path own = Files.createDirectory(folder.resolve(links.name()));
      try (Broker broker = new Broker(own);
          Listener listener = new Listener(broker)) {
        SimulationOptions options =
            options(broker)
                .withSeed(77)
                .withConnections(Optional.empty(), links, 10)
                .withHistory(Duration.ofHours(5), Duration.ZERO, Duration.ofHours(12));
        try (Simulation simulation = Simulation.start(options, clock)) {
          assertThat(simulation.awaitHistory(LIMIT)).isTrue();
        }
        Set<String> payloads = new HashSet<>();
        listener.heard.forEach(
            h -> payloads.add(h.topic() + java.util.Arrays.hashCode(h.payload())));
        payloads.removeIf(p -> p.contains("/status"));
        runs.add(payloads);
      }
    }
    assertThat(runs.get(0)).hasSizeGreaterThan(50).isEqualTo(runs.get(1));
  }

  @Test
  void nothingIsLostWhenTheBrokerDiesAndComesBack() throws Exception {
    try (Broker broker = new Broker(folder)) {
      SimulationOptions options = options(broker).withPace(Duration.ofMillis(200), LIMIT, 1);
      try (Simulation simulation = Simulation.start(options, Clock.systemUTC())) {
        await().atMost(LIMIT).until(() -> simulation.progress().total().acknowledged() > 50);
        broker.kill();
        long then = simulation.progress().total().produced();
        await().atMost(LIMIT).until(() -> simulation.progress().total().produced() > then + 50);
        broker.restart();
        assertThat(simulation.drain(LIMIT)).isTrue();
        Counts.Snapshot total = simulation.progress().total();
        assertThat(total.acknowledged()).isEqualTo(total.produced());
        assertThat(total.dropped()).isZero();
      }
    }
  }

  @Test
  void aLostLinkTellsTheWillAndItsBacklogFollows() throws Exception {
    try (Broker broker = new Broker(folder);
        Listener listener = new Listener(broker)) {
      SimulationOptions options =
          options(broker)
              .withPace(Duration.ofMillis(200), Duration.ofHours(1), 1)
              .withFaults(List.of("link-loss@drip-01:+3s..+7s"));
      try (Simulation simulation = Simulation.start(options, Clock.systemUTC())) {
        await()
            .atMost(LIMIT)
            .until(
                () -> {
                  List<String> status = listener.on("kenh/" + DRIP + "/status");
                  return status.contains("offline")
                      && status.get(status.size() - 1).equals("online");
                });
        assertThat(simulation.drain(LIMIT)).isTrue();
        Counts.Snapshot drip = dripOf(simulation);
        assertThat(drip.acknowledged()).isEqualTo(drip.produced()).isGreaterThan(25);
      }
    }
  }

  @Test
  void duplicatesAreSentTwiceAndCountedApart() throws Exception {
    try (Broker broker = new Broker(folder);
        Listener listener = new Listener(broker)) {
      SimulationOptions options =
          options(broker)
              .withPace(Duration.ofMillis(100), Duration.ofHours(1), 1)
              .withFaults(List.of("duplicates=0.5@drip-01"));
      try (Simulation simulation = Simulation.start(options, Clock.systemUTC())) {
        await().atMost(LIMIT).until(() -> dripOf(simulation).duplicates() > 10);
        assertThat(simulation.drain(LIMIT)).isTrue();
        Counts.Snapshot drip = dripOf(simulation);
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () ->
                    assertThat(listener.on("kenh/" + DRIP + "/telemetry").size())
                        .isEqualTo(drip.produced() + drip.duplicates()));
        assertThat(new HashSet<>(listener.on("kenh/" + DRIP + "/telemetry")))
            .hasSize((int) drip.produced());
      }
    }
  }

  @Test
  void aValveObeysAndShutsByItself() throws Exception {
    try (Broker broker = new Broker(folder);
        Listener listener = new Listener(broker);
        Simulation simulation =
            Simulation.start(
                options(broker).withPace(Duration.ofSeconds(10), Duration.ofHours(1), 20),
                Clock.systemUTC())) {
      await().atMost(LIMIT).until(() -> simulation.progress().connected() == 8);
      String topic = "kenh/" + DRIP + "/command";
      listener.send(topic, "{\"id\":\"a\",\"command\":\"valve.open\",\"seconds\":60}");
      listener.send(topic, "{\"id\":\"a\",\"command\":\"valve.open\",\"seconds\":60}");
      listener.send(
          topic, "{\"id\":\"b\",\"command\":\"valve.open\",\"seconds\":60,\"expires\":1}");
      listener.send(topic, "not a command");
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(listener.on("kenh/" + DRIP + "/ack"))
                      .contains(
                          "{\"id\":\"a\",\"result\":\"accepted\"}",
                          "{\"id\":\"b\",\"result\":\"failed\",\"reason\":\"expired before it arrived\"}",
                          "{\"id\":\"a\",\"result\":\"done\"}")
                      .hasSize(3));
    }
  }

  @Test
  void everyDeviceThatTakesCommandsHearsThem() throws Exception {
    try (Broker broker = new Broker(folder);
        Listener listener = new Listener(broker);
        Simulation simulation =
            Simulation.start(
                options(broker).withPace(Duration.ofSeconds(10), Duration.ofHours(1), 20),
                Clock.systemUTC())) {
      await().atMost(LIMIT).until(() -> simulation.progress().connected() == 8);
      for (DevicePlan device : FarmCatalogue.handDrawn().get(0).devices()) {
        FarmWorld world =
            new FarmWorld(FarmCatalogue.handDrawn().get(0), 1, List.of(), 1_760_000_000_000L);
        if (SimDevice.create(device, world, 1).takesCommands()) {
          listener.send("kenh/" + device.id() + "/command", "{\"id\":\"a\",\"command\":\"dance\"}");
          await().atMost(LIMIT).until(() -> !listener.on("kenh/" + device.id() + "/ack").isEmpty());
        }
      }
    }
  }

  @Test
  void manyDevicesSpeakThroughOneGateway() throws Exception {
    try (Broker broker = new Broker(folder);
        Listener listener = new Listener(broker)) {
      SimulationOptions options =
          options(broker)
              .withPace(Duration.ofMillis(500), Duration.ofHours(1), 1)
              .withConnections(Optional.of("gw-1"), Links.PAHO, 200);
      try (Simulation simulation = Simulation.start(options, Clock.systemUTC())) {
        await().atMost(LIMIT).until(() -> simulation.progress().total().acknowledged() > 40);
        assertThat(simulation.progress().connections()).isEqualTo(1);
        assertThat(simulation.drain(LIMIT)).isTrue();
      }
      assertThat(listener.heard.stream().map(Listener.Heard::topic))
          .contains(
              "kenh/gw-1/status", "kenh/thanhha-weather-01/telemetry", "kenh/" + DRIP + "/status");
    }
  }

  private static Counts.Snapshot dripOf(Simulation simulation) {
    return simulation.counts().getOrDefault(DRIP, new Counts.Snapshot(0, 0, 0, 0, 0, 0, 0, 0));
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }
}
