package vn.kenh.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.testing.KenhServer;
import vn.kenh.sim.Simulation;
import vn.kenh.sim.SimulationOptions;
import vn.kenh.sim.farm.FarmCatalogue;
import vn.kenh.sim.link.Links;
import vn.kenh.sim.truth.Counts;

/**
 * Ten thousand simulated devices in one process, each with a connection of its own, against the
 * packaged server, which dies once in between.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class FleetIT {

  private static final int DEVICES = 10_000;

  /** A thread a device would be 10,000. */
  private static final int MOST_THREADS = 64;

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void tenThousandDevicesInAFewThreadsLoseNothingWhenTheServerDies() throws IOException {
    requireFileDescriptors();
    Path truth = folder.resolve("truth.jsonl");
    Counts.Snapshot total;
    try (KenhServer server = KenhServer.startWhereNoClientIsPut(folder)) {
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      try (Simulation fleet = Simulation.start(options(server, truth), Clock.systemUTC())) {
        await("all connected", () -> fleet.progress().connected() == DEVICES);
        await("two reports of each", () -> acknowledged(fleet) >= 2 * DEVICES);
        assertThat(threadsSince(before)).hasSizeLessThan(MOST_THREADS);

        server.kill();
        long then = fleet.progress().total().produced();
        await("two more, unheard", () -> fleet.progress().total().produced() > then + 2 * DEVICES);
        assertThat(fleet.progress().pending()).isGreaterThan(DEVICES);
        server.restart();
        await("all connected again", () -> fleet.progress().connected() == DEVICES);
        assertThat(threadsSince(before)).hasSizeLessThan(MOST_THREADS);

        assertThat(fleet.drain(LONG)).as("all acknowledged").isTrue();
        total = fleet.progress().total();
        assertThat(fleet.counts()).hasSize(DEVICES);
        assertThat(fleet.counts().values())
            .allSatisfy(device -> assertThat(device.acknowledged()).isGreaterThanOrEqualTo(3));
      }
      assertThat(total.acknowledged()).isEqualTo(total.produced());
      assertThat(total.refused() + total.dropped()).isZero();
      server.awaitDrained(LONG);
      assertThat(server.metric("kenh_messages_quarantined_total")).isZero();
      StoredReadings.booksBalance(server);
      assertThat(storedOnce(server, acknowledgedTimes(truth))).isEqualTo(total.acknowledged());
    }
  }

  private static SimulationOptions options(KenhServer server, Path truth) {
    return SimulationOptions.of(
            "mqtt://127.0.0.1:" + server.mqttPort(), FarmCatalogue.generated(7, DEVICES))
        .withTokens(device -> "any")
        .withConnections(Optional.empty(), Links.LIGHT, 20)
        .withPace(INTERVAL, Duration.ofHours(1), 1)
        .withHistory(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(30))
        .withTruth(Optional.of(truth));
  }

  /** A socket for each device here, and one at the server, which inherits this limit. */
  private static void requireFileDescriptors() {
    assertThat(ManagementFactory.getOperatingSystemMXBean())
        .isInstanceOfSatisfying(
            UnixOperatingSystemMXBean.class,
            system ->
                assertThat(system.getMaxFileDescriptorCount())
                    .as("ulimit -Hn, open files a process may have")
                    .isGreaterThan(DEVICES + 500L));
  }

  private static long acknowledged(Simulation fleet) {
    return fleet.progress().total().acknowledged();
  }

  private static List<String> threadsSince(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .toList();
  }

  /** The time of each acknowledged report, by device, as the ground truth has it. */
  private static Map<String, Set<Long>> acknowledgedTimes(Path truth) throws IOException {
    Map<String, Map<Long, Long>> made = new HashMap<>();
    Map<String, Set<Long>> acknowledged = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(truth)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode told = JSON.readTree(line);
        String device = told.path("device").asText();
        long number = told.path("number").asLong();
        switch (told.path("type").asText()) {
          case "message" ->
              made.computeIfAbsent(device, ignored -> new HashMap<>())
                  .put(number, told.path("from").asLong());
          case "acknowledged" ->
              acknowledged
                  .computeIfAbsent(device, ignored -> new HashSet<>())
                  .add(made.getOrDefault(device, Map.of()).getOrDefault(number, -1L));
          default -> {}
        }
      }
    }
    return acknowledged;
  }

  /** Counts what is stored, and compares the times of each device with those acknowledged. */
  private static long storedOnce(KenhServer server, Map<String, Set<Long>> acknowledged) {
    assertThat(acknowledged).hasSize(DEVICES);
    long stored = 0;
    for (Map.Entry<String, Set<Long>> device : acknowledged.entrySet()) {
      List<Long> times =
          server
              .csv("metric=battery_level&from=0&to=4102444800000&device=" + device.getKey())
              .stream()
              .map(row -> Long.parseLong(row.substring(0, row.indexOf(','))))
              .toList();
      assertThat(times).as(device.getKey()).containsExactlyInAnyOrderElementsOf(device.getValue());
      stored += times.size();
    }
    return stored;
  }

  private static void await(String what, BooleanSupplier condition) {
    Awaitility.await(what)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(200))
        .until(condition::getAsBoolean);
  }
}
