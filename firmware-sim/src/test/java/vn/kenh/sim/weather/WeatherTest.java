package vn.kenh.sim.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import vn.kenh.sim.chance.Substream;

final class WeatherTest {

  private static final Site SITE = new Site(20.9, 106.4, 3, Climate.redRiverDelta());
  private static final double JANUARY = 1_767_225_600; // 2026-01-01T00:00Z

  private static Weather weather(long seed) {
    return new Weather(SITE, Substream.of(seed));
  }

  @Property(tries = 300)
  void everyMomentIsWithinWhatTheRegionKnows(
      @ForAll long seed, @ForAll @LongRange(min = 1_700_000_000, max = 1_900_000_000) long second) {
    Sky sky = weather(seed).at((double) second);
    assertThat(sky.temperature()).isBetween(0.0, 44.0);
    assertThat(sky.humidity()).isBetween(30.0, 100.0);
    assertThat(sky.solarRadiation()).isBetween(0.0, 1150.0);
    assertThat(sky.pressure()).isBetween(980.0, 1045.0);
    assertThat(sky.windSpeed()).isBetween(0.0, 30.0);
    assertThat(sky.windDirection()).isBetween(0.0, 360.0);
    if (sky.sunElevationSine() <= 0) {
      assertThat(sky.solarRadiation()).isZero();
    }
  }

  @Test
  void aMomentIsTheSameWhateverWasAskedBefore() {
    Weather asked = weather(7);
    for (int hour = 0; hour < 500; hour++) {
      asked.at(JANUARY + hour * 3600.0);
    }
    double moment = JANUARY + 200 * 3600.0;
    assertThat(asked.at(moment)).isEqualTo(weather(7).at(moment));
    assertThat(asked.at(moment)).isNotEqualTo(weather(8).at(moment));
  }

  @Test
  void itIsDarkAtMidnightAndBrightAtNoon() {
    Weather weather = weather(1);
    for (int day = 0; day < 365; day++) {
      double midnight = JANUARY + day * 86_400.0 - Site.OFFSET_SECONDS;
      assertThat(weather.at(midnight).solarRadiation()).isZero();
      assertThat(weather.at(midnight + 12 * 3600).solarRadiation()).isGreaterThan(50);
    }
  }

  @Test
  void theYearHasTheRainTheWarmthAndTheThirstOfTheDelta() {
    List<Double> rains = new ArrayList<>();
    for (int seed = 0; seed < 20; seed++) {
      rains.add(weather(seed).rainDepth(JANUARY, JANUARY + 365 * 86_400.0));
    }
    double mean = rains.stream().mapToDouble(d -> d).average().orElseThrow();
    assertThat(mean).isBetween(1200.0, 1900.0);
    assertThat(Collections.min(rains)).isGreaterThan(700.0);

    Weather weather = weather(3);
    double january = 0;
    double july = 0;
    double thirst = 0;
    for (int hour = 0; hour < 8760; hour++) {
      Sky sky = weather.at(JANUARY + hour * 3600.0);
      january += hour < 744 ? sky.temperature() / 744 : 0;
      july += hour >= 4344 && hour < 5088 ? sky.temperature() / 744 : 0;
      thirst += Evapotranspiration.hourly(sky, 3);
    }
    assertThat(january).isBetween(13.5, 19.5);
    assertThat(july).isBetween(27.5, 31.5);
    assertThat(thirst).isBetween(850.0, 1350.0);
  }

  @Test
  void warmHoursAreDryHours() {
    Weather weather = weather(5);
    double covariance = 0;
    for (int day = 0; day < 60; day++) {
      double midnight = JANUARY + day * 86_400.0 - Site.OFFSET_SECONDS;
      Sky dawn = weather.at(midnight + 5 * 3600);
      Sky afternoon = weather.at(midnight + 14 * 3600);
      covariance +=
          (afternoon.temperature() - dawn.temperature()) * (afternoon.humidity() - dawn.humidity());
    }
    assertThat(covariance).isNegative();
  }

  @Test
  void theBarometerRisesTwiceADay() {
    Weather weather = weather(5);
    double[] mean = new double[24];
    for (int day = 0; day < 200; day++) {
      for (int hour = 0; hour < 24; hour++) {
        mean[hour] +=
            weather.at(JANUARY + day * 86_400.0 - Site.OFFSET_SECONDS + hour * 3600.0).pressure()
                / 200;
      }
    }
    assertThat(mean[10] - mean[16]).isGreaterThan(1.0);
    assertThat(mean[22] - mean[16]).isGreaterThan(1.0);
    assertThat(mean[22] - mean[4]).isGreaterThan(0.8);
  }

  @Test
  void rainAddsUpFromItsParts() {
    Weather weather = weather(11);
    double whole = weather.rainDepth(JANUARY, JANUARY + 40 * 86_400.0);
    double parts = 0;
    for (int minute = 0; minute < 40 * 1440; minute++) {
      parts += weather.rainDepth(JANUARY + minute * 60.0, JANUARY + (minute + 1) * 60.0);
    }
    assertThat(parts).isCloseTo(whole, within(1e-6));
  }
}
