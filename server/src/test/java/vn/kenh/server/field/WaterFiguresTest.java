package vn.kenh.server.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.camera.SnapshotStore;
import vn.kenh.server.ingest.LatestReadings;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.telemetry.EmbeddedStore;
import vn.kenh.server.trace.Batch;
import vn.kenh.server.trace.growing.GrowingRecords;
import vn.kenh.server.trace.gs1.Gtin;
import vn.kenh.server.trace.gs1.Lot;

/** What a buyer and a farmer are told of water, from readings in a store. */
final class WaterFiguresTest {

  /** 14:05 in Vietnam. */
  private static final Instant NOW = Instant.parse("2026-11-22T07:05:00Z");

  private static final Plot PLOT = new Plot("p1", "f1", "Vườn", "vải", 1000, Optional.empty());

  @TempDir private Path folder;
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private Database database;
  private Registry registry;
  private EmbeddedStore store;

  @BeforeEach
  void open() {
    database = Database.sqlite(folder.resolve("kenh.db"));
    registry = new Registry(database, clock, new Secrets(new SecureRandom()));
    registry.createFarm(new Farm("f1", "Nông trại Thanh Hà", "Hải Dương"));
    registry.createPlot(PLOT);
    for (String id : List.of("meter", "other")) {
      registry.createDevice(
          new Device(id, Optional.of("p1"), DeviceKind.VALVE, Optional.empty(), NOW));
    }
    store = new EmbeddedStore(folder, clock);
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  void noiseOnAGreatTotalIsNotWaterOnThePublicPageOrThePlotsCard() throws Exception {
    counter("meter", 1_000_000, 999_999.9, 1_000_000, 1_000_000.5);

    assertThat(ofTheBatch().orElseThrow()).isCloseTo(0.5, within(1e-6));
    assertThat(today().orElseThrow()).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void metersAreCountedOneByOneAndOnFromZero() throws Exception {
    counter("meter", 1000, 1200, 30, 80);
    counter("other", 5, 25);

    assertThat(ofTheBatch().orElseThrow()).isCloseTo(300, within(1e-6));
    assertThat(today().orElseThrow()).isCloseTo(300, within(1e-6));
  }

  @Test
  void whatRanOverMidnightBelongsToToday() throws Exception {
    at("meter", "water_volume", 1000, "2026-11-21T16:50:00Z"); // 23:50
    at("meter", "water_volume", 1030, "2026-11-21T16:55:00Z"); // 23:55
    at("meter", "water_volume", 1080, "2026-11-21T17:05:00Z"); // 00:05
    at("meter", "water_volume", 1100, "2026-11-22T07:00:00Z");

    assertThat(today().orElseThrow()).isCloseTo(70, within(1e-6));
  }

  @Test
  void whatRanIntoABatchsFirstDayBelongsToTheBatch() throws Exception {
    at("meter", "water_volume", 1000, "2026-10-25T16:50:00Z"); // 23:50 on the day before
    at("meter", "water_volume", 1030, "2026-10-25T16:55:00Z");
    at("meter", "water_volume", 1080, "2026-10-25T17:05:00Z"); // 00:05 on the first day
    at("meter", "water_volume", 1100, "2026-11-22T07:00:00Z");

    assertThat(ofTheBatch().orElseThrow()).isCloseTo(70, within(1e-6));
  }

  @Test
  void aMeterReplacedOverNightCountsWhatItShows() throws Exception {
    at("meter", "water_volume", 5000, "2026-11-21T12:00:00Z");
    at("meter", "water_volume", 40, "2026-11-22T01:00:00Z");
    at("meter", "water_volume", 90, "2026-11-22T07:00:00Z");

    assertThat(today().orElseThrow()).isCloseTo(90, within(1e-6));
  }

  @Test
  void whatRanOverMidnightIsKnownOfReadingsEverySecondToo() throws Exception {
    StringBuilder lines = new StringBuilder();
    Instant start = Instant.parse("2026-11-21T16:30:00Z"); // 23:30
    for (int second = 0; second < 3600; second++) {
      line(lines, "meter", "water_volume", 1000 + second, start.plusSeconds(second));
    }
    store.write(lines.toString().getBytes(StandardCharsets.UTF_8));

    // Half an hour since midnight, and the second across it.
    assertThat(today().orElseThrow()).isCloseTo(1800, within(1e-6));
  }

  @Test
  void ofAFlowOverMidnightOnlyTodaysPartCounts() throws Exception {
    at("meter", "water_flow", 6, "2026-11-21T16:58:00Z"); // 23:58
    at("meter", "water_flow", 0, "2026-11-21T17:03:00Z"); // 00:03

    assertThat(today().orElseThrow()).isCloseTo(18, within(1e-6));
  }

  @Test
  void noMeterIsNotZeroLitres() throws Exception {
    assertThat(ofTheBatch()).isEmpty();
    assertThat(today()).isEmpty();
  }

  private OptionalDouble ofTheBatch() throws Exception {
    Batch batch =
        new Batch(
            "b1",
            Gtin.parse("8938505974194"),
            new Lot("L1"),
            "p1",
            "Vải",
            LocalDate.of(2026, 11, 22),
            10,
            0,
            NOW,
            "lan");
    return new GrowingRecords(registry, store, clock).of(batch).irrigationLitres();
  }

  private OptionalDouble today() throws Exception {
    SnapshotStore pictures = new SnapshotStore(folder.resolve("pictures"), database);
    FieldData data =
        new StoredFieldData(registry, store, new LatestReadings(store, clock), pictures, () -> 0);
    return new FieldStates(data).plot(PLOT, NOW).litresToday();
  }

  /** Writes a reading a minute, until a little before now. */
  private void counter(String device, double... values) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      Instant time = NOW.minusSeconds(60L * (values.length - i));
      line(lines, device, "water_volume", values[i], time);
    }
    store.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void at(String device, String metric, double value, String time) throws Exception {
    StringBuilder lines = new StringBuilder();
    line(lines, device, metric, value, Instant.parse(time));
    store.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void line(
      StringBuilder lines, String device, String metric, double value, Instant time) {
    lines.append(
        "telemetry,device=%s %s=%s %d\n".formatted(device, metric, value, time.toEpochMilli()));
  }
}
