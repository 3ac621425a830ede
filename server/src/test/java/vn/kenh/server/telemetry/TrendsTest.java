package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrendsTest {

  private static final LocalDate MARCH_1 = LocalDate.of(2026, 3, 1);
  private static final long MORNING = Trends.startOf(MARCH_1) + 6 * 3_600_000;
  private static final long HOUR = 3_600_000;
  private static final Set<String> WATER = Set.of("water_volume");

  @TempDir Path folder;
  private EmbeddedStore store;
  private Trends trends;

  @BeforeEach
  void open() {
    store = new EmbeddedStore(folder, Clock.systemUTC());
    trends = new Trends(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void daysBeginAtMidnightInVietnam() throws Exception {
    long midnight = Trends.startOf(MARCH_1.plusDays(1));
    assertThat(midnight).isEqualTo(Instant.parse("2026-03-01T17:00:00Z").toEpochMilli());
    write("a", "air_temperature", midnight - HOUR, 20, midnight - 1, 30, midnight, 40);

    assertThat(trends.days(Set.of("a"), "air_temperature", MARCH_1, MARCH_1.plusDays(3)))
        .containsExactly(
            new Trends.Day(MARCH_1, 25, 20, 30), new Trends.Day(MARCH_1.plusDays(1), 40, 40, 40));
  }

  @Test
  void aSummaryIsOverExactlyTheRange() throws Exception {
    write("a", "co2", MORNING - 1, 1000, MORNING, 1, MORNING + HOUR, 3, MORNING + 2 * HOUR, 1000);

    assertThat(trends.summary(Set.of("a"), "co2", MORNING, MORNING + 2 * HOUR))
        .hasValueSatisfying(
            all -> {
              assertThat(all.mean()).isEqualTo(2);
              assertThat(all.min()).isEqualTo(1);
              assertThat(all.max()).isEqualTo(3);
            });
    assertThat(trends.summary(Set.of("b"), "co2", MORNING, MORNING + HOUR)).isEmpty();
    assertThat(trends.summary(Set.of("a"), "co2", MORNING, MORNING)).isEmpty();
  }

  @Test
  void aCounterThatBeginsAgainLosesNothing() throws Exception {
    write("a", "water_volume", MORNING, 100, MORNING + 1, 150, MORNING + 2, 20, MORNING + 3, 30);

    assertThat(trends.counted(Set.of("a"), WATER, MORNING, MORNING + HOUR)).isEqualTo(80);
  }

  @Test
  void noiseOnAGreatTotalIsNotTakenForWater() throws Exception {
    write(
        "a", "water_volume", MORNING, 1_000_000, MORNING + 1, 999_999.9, MORNING + 2, 1_000_000.5);

    assertThat(trends.counted(Set.of("a"), WATER, MORNING, MORNING + HOUR))
        .isCloseTo(0.5, within(1e-6));
  }

  @Test
  void rangesSideBySideAddUp() throws Exception {
    Object[] readings = new Object[48 * 2];
    for (int i = 0; i < 48; i++) {
      readings[2 * i] = MORNING + i * HOUR;
      readings[2 * i + 1] = i * 10;
    }
    write("a", "water_volume", readings);
    write("b", "water_volume", readings);

    var days = trends.countedByDay(Set.of("a", "b"), WATER, MARCH_1, MARCH_1.plusDays(5));
    assertThat(days.values().stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(940);
    assertThat(days).containsEntry(MARCH_1, 340.0).containsEntry(MARCH_1.plusDays(1), 480.0);
    double apart = 0;
    for (int day = 0; day < 5; day++) {
      long start = Trends.startOf(MARCH_1.plusDays(day));
      apart += trends.counted(Set.of("a", "b"), WATER, start, start + 24 * HOUR);
    }
    assertThat(apart).isEqualTo(940);
  }

  @Test
  void rainIsTheMeanOfTheGaugesSums() throws Exception {
    write("a", "rainfall", MORNING, 1.2, MORNING + HOUR, 0.8, MORNING + 2 * HOUR, 99);
    write("b", "rainfall", MORNING, 4);

    assertThat(trends.summed(Set.of("a", "b"), "rainfall", MORNING, MORNING + 2 * HOUR))
        .isCloseTo(3, within(1e-9));
    assertThat(trends.summed(Set.of("c"), "rainfall", MORNING, MORNING + HOUR)).isZero();
  }

  /** Writes pairs of time and value. */
  private void write(String device, String metric, Object... pairs) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      lines.append(
          "telemetry,device=%s %s=%s %s\n".formatted(device, metric, pairs[i + 1], pairs[i]));
    }
    store.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
