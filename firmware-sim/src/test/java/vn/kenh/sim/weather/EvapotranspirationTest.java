package vn.kenh.sim.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class EvapotranspirationTest {

  @Test
  void theHourlyExampleOfFao56ComesOut() {
    // Example 19, N'Diaye, 1 October, 14:00 to 15:00: 0.63 mm; clear-sky 2.658 MJ/m².
    double hourly = Evapotranspiration.hourly(38, 52, 3.3, 2.45, 2.45 / 2.658, 8);
    assertThat(hourly).isCloseTo(0.63, within(0.005));
  }

  @Test
  void atNightAlmostNothingEvaporates() {
    assertThat(Evapotranspiration.hourly(28, 90, 1.9, 0, 0.8, 8)).isCloseTo(0, within(0.01));
  }

  @Test
  void thePublishedExamplesAgree() throws Exception {
    Path folder = Path.of(System.getProperty("shared.dir", "../shared"));
    assumeTrue(Files.isDirectory(folder), "no folder of shared test material at " + folder);
    JsonNode examples =
        new ObjectMapper()
            .readTree(folder.resolve("agro/fao56_examples.json").toFile())
            .path("examples");
    int seen = 0;
    for (JsonNode example : examples) {
      JsonNode in = example.path("in");
      JsonNode published = example.path("published");
      switch (example.path("id").asText()) {
        case "FAO56-Ex8" -> {
          double day = in.path("J").asDouble();
          assertThat(Sun.inverseDistance(day))
              .isCloseTo(published.path("dr").asDouble(), within(0.001));
          assertThat(Sun.extraterrestrialDay(in.path("lat_deg").asDouble(), day))
              .isCloseTo(published.path("Ra_MJ_m2").asDouble(), within(0.1));
          seen++;
        }
        case "FAO56-Ex9" -> {
          assertThat(Sun.daylightHours(in.path("lat_deg").asDouble(), in.path("J").asDouble()))
              .isCloseTo(published.path("N_h").asDouble(), within(0.05));
          seen++;
        }
        case "FAO56-Ex19-day" -> {
          double radiation = in.path("Rs_MJ_m2_h").asDouble();
          double clear = example.path("recomputed_here").path("Rso").asDouble();
          assertThat(
                  Evapotranspiration.hourly(
                      in.path("tmean_C").asDouble(),
                      in.path("rh").asDouble(),
                      in.path("u2_m_s").asDouble(),
                      radiation,
                      radiation / clear,
                      in.path("z_m").asDouble()))
              .isCloseTo(published.path("ET0_mm_h").asDouble(), within(0.005));
          seen++;
        }
        default -> {}
      }
    }
    assertThat(seen).isEqualTo(3);
  }
}
