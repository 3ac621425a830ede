package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import vn.kenh.server.telemetry.Series.Bucket;

final class CounterTotalTest {

  private static final long MINUTE = 60_000;

  @Test
  void waterIsTheSumOfACountersIncreases() {
    assertThat(CounterTotal.of(raw(100, 110, 130), 0)).isEqualTo(30);
  }

  @Test
  void aCounterThatBeganAgainAtZeroIsCountedOn() {
    assertThat(CounterTotal.of(raw(100, 110, 5, 15), 0)).isEqualTo(25);
  }

  @Test
  void noiseOnAGreatTotalIsNotWater() {
    assertThat(CounterTotal.of(raw(1_000_000, 999_999.9, 1_000_000.5), 0)).isEqualTo(0.5);
    Series downsampled =
        new Series(
            MINUTE,
            List.of(
                new Bucket(0, 1_000_000, 1_000_000, 1_000_000),
                new Bucket(MINUTE, 1_000_000, 999_999.9, 1_000_000),
                new Bucket(2 * MINUTE, 1_000_000, 999_999.9, 1_000_000.5)));
    assertThat(CounterTotal.of(downsampled, 0)).isEqualTo(0.5);
  }

  @Test
  void aCounterThatBeganAgainWithinABucketIsNotCountedTwice() {
    Series downsampled =
        new Series(
            MINUTE,
            List.of(
                new Bucket(0, 995, 990, 1000),
                new Bucket(MINUTE, 500, 2, 1005),
                new Bucket(2 * MINUTE, 10, 8, 12)));
    assertThat(CounterTotal.of(downsampled, 0)).isEqualTo(10 + 5 + 12);
  }

  @Test
  void readingsBeforeTheMomentOnlyTellWhereTheCounterStood() {
    Series acrossMidnight = raw(100, 130, 180, 200);
    assertThat(CounterTotal.of(acrossMidnight, 2 * MINUTE)).isEqualTo(50 + 20);
    assertThat(CounterTotal.of(acrossMidnight, 9 * MINUTE)).isZero();
  }

  @Test
  void aCounterThatBeganAgainOverNightCountsWhatItShows() {
    assertThat(CounterTotal.of(raw(900, 930, 40, 55), 2 * MINUTE)).isEqualTo(55);
  }

  @Property
  void rangesSideBySideAddUp(
      @ForAll @Size(min = 2, max = 30) List<@DoubleRange(max = 1000) Double> readings,
      @ForAll @IntRange(max = 30) int cut) {
    double[] values = readings.stream().mapToDouble(Double::doubleValue).toArray();
    Series all = raw(values);
    Series before = new Series(0, all.buckets().subList(0, Math.min(cut, values.length)));
    assertThat(CounterTotal.of(before, 0) + CounterTotal.of(all, cut * MINUTE))
        .isCloseTo(CounterTotal.of(all, 0), within(1e-6));
  }

  private static Series raw(double... values) {
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      buckets.add(new Bucket(i * MINUTE, values[i], values[i], values[i]));
    }
    return new Series(0, buckets);
  }
}
