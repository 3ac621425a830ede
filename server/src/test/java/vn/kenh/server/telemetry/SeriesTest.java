package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.kenh.server.telemetry.Series.Bucket;

final class SeriesTest {

  private final Series series =
      new Series(
          10, List.of(new Bucket(0, 1, 1, 1), new Bucket(10, 2, 0, 4), new Bucket(20, 6, 6, 6)));

  @Test
  void theMeanIsThatOfTheBucketsThatBeginInTheRange() {
    assertThat(series.mean(0, 30)).hasValue(3);
    assertThat(series.mean(1, 21)).hasValue(4);
    assertThat(series.mean(10, 20)).hasValue(2);
  }

  @Test
  void withoutABucketThereIsNoMean() {
    assertThat(series.mean(21, 40)).isEmpty();
    assertThat(series.mean(11, 20)).isEmpty();
  }
}
