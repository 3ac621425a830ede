package vn.kenh.server.agronomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.kenh.server.telemetry.LatestValue;

final class SoilMoistureTest {

  private static final Instant NOW = Instant.parse("2026-11-22T07:05:00Z");

  @Test
  void isTheMeanOfAllProbesAtAllDepths() {
    assertThat(
            SoilMoisture.now(
                List.of(
                    Map.of("soil_moisture", ago(20, 1), "soil_moisture_2", ago(30, 1)),
                    Map.of("soil_moisture", ago(40, 1), "soil_temperature", ago(99, 1))),
                NOW))
        .hasValue(30);
  }

  @Test
  void countsForSixHoursToTheMillisecond() {
    LatestValue old = new LatestValue(NOW.minus(Duration.ofHours(6)).toEpochMilli(), 20);
    assertThat(SoilMoisture.now(List.of(Map.of("soil_moisture", old)), NOW)).hasValue(20);
    LatestValue older = new LatestValue(old.timeMillis() - 1, 20);
    assertThat(SoilMoisture.now(List.of(Map.of("soil_moisture", older)), NOW)).isEmpty();
  }

  @Test
  void isNotZeroWhereNothingMeasuresIt() {
    assertThat(SoilMoisture.now(List.of(Map.of("valve_open", ago(1, 1))), NOW)).isEmpty();
  }

  private static LatestValue ago(double value, int minutes) {
    return new LatestValue(NOW.minus(Duration.ofMinutes(minutes)).toEpochMilli(), value);
  }
}
