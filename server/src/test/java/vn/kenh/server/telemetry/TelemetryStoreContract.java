package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store must do: {@link StoreWriteContract}, and give back what was asked for. */
abstract class TelemetryStoreContract extends StoreWriteContract {

  @Test
  void aRangeHoldsItsFirstMillisecondAndNotItsLast() throws Exception {
    write(lines(10, i -> "telemetry,device=a co2=" + i + " " + (T0 + i)));

    assertThat(export(Set.of("a"), T0 + 2, T0 + 5)).hasSize(3).first().asString().endsWith("2.0");
    assertThat(trend(Set.of("a"), "co2", T0 + 2, T0 + 5, 100).buckets())
        .extracting(Series.Bucket::mean)
        .containsExactly(2.0, 3.0, 4.0);
    assertThat(store().aggregate(new AggregateQuery(Set.of("a"), "co2", T0 + 2, T0 + 5, HOUR, 0)))
        .containsExactly(new Series.Bucket(T0, 3, 2, 4));
    assertThat(export(Set.of("a"), T0 + 5, T0 + 5)).isEmpty();
    assertThat(trend(Set.of("a"), "co2", T0 + 5, T0 + 2, 100).buckets()).isEmpty();
  }

  @Test
  void fewReadingsComeBackRaw() throws Exception {
    write(lines(10, i -> "telemetry,device=a co2=" + i + " " + (T0 + i * 7L)));

    Series series = trend(Set.of("a"), "co2", T0, T0 + DAY, 10);
    assertThat(series.intervalMillis()).isZero();
    assertThat(series.buckets()).hasSize(10).contains(new Series.Bucket(T0 + 63, 9, 9, 9));
  }

  @Test
  void manyReadingsAreDownsampledToNiceBucketsAlignedToTheEpoch() throws Exception {
    write(lines(1440, i -> "telemetry,device=a co2=" + i + " " + (T0 + i * MINUTE)));

    Series series = trend(Set.of("a"), "co2", T0 + 3 * MINUTE, T0 + DAY, 50);

    assertThat(series.intervalMillis()).isEqualTo(30 * MINUTE);
    assertThat(series.buckets()).hasSize(48);
    assertThat(series.buckets().get(0)).isEqualTo(new Series.Bucket(T0, 16, 3, 29));
    assertThat(series.buckets().get(47))
        .isEqualTo(new Series.Bucket(T0 + DAY - 30 * MINUTE, 1424.5, 1410, 1439));
  }

  @Test
  void gapsAreLeftOut() throws Exception {
    write(lines(60, i -> "telemetry,device=a co2=1 " + (T0 + i * MINUTE)));
    write(lines(60, i -> "telemetry,device=a co2=2 " + (T0 + 10 * HOUR + i * MINUTE)));

    assertThat(trend(Set.of("a"), "co2", T0, T0 + DAY, 24).buckets())
        .extracting(Series.Bucket::startMillis)
        .containsExactly(T0, T0 + 10 * HOUR);
  }

  @Test
  void bucketsOverTheEndOfAMonthAreWhole() throws Exception {
    long end = Instant.parse("2026-04-01T00:00:00Z").toEpochMilli();
    write(lines(40, i -> "telemetry,device=a co2=" + i + " " + (end + (i - 20) * HOUR)));

    long week = 7 * DAY;
    long start = Math.floorDiv(end, week) * week;
    assertThat(
            store().aggregate(new AggregateQuery(Set.of("a"), "co2", start, start + week, week, 0)))
        .singleElement()
        .satisfies(bucket -> assertThat(bucket.mean()).isCloseTo(19.5, within(1e-9)));
  }

  @Test
  void bucketsMayBeginAtAnOffset() throws Exception {
    write(lines(48, i -> "telemetry,device=a co2=" + i + " " + (T0 + i * HOUR)));

    List<Series.Bucket> days =
        store().aggregate(new AggregateQuery(Set.of("a"), "co2", T0, T0 + 2 * DAY, DAY, -7 * HOUR));

    assertThat(days)
        .containsExactly(
            new Series.Bucket(T0 - 7 * HOUR, 8, 0, 16),
            new Series.Bucket(T0 + 17 * HOUR, 28.5, 17, 40),
            new Series.Bucket(T0 + 41 * HOUR, 44, 41, 47));
  }

  @Test
  void aRangeOverAChangeOfClocksIsLikeAnyOther() throws Exception {
    long before = Instant.parse("2026-03-29T00:00:00Z").toEpochMilli();
    write(lines(24, i -> "telemetry,device=a co2=" + i + " " + (before + i * HOUR)));

    assertThat(trend(Set.of("a"), "co2", before, before + DAY, 12).buckets())
        .hasSize(12)
        .first()
        .isEqualTo(new Series.Bucket(before, 0.5, 0, 1));
  }

  @Test
  void severalDevicesAreCombined() throws Exception {
    write(lines(100, i -> "telemetry,device=a co2=10,light=1 " + (T0 + i * MINUTE)));
    write(lines(100, i -> "telemetry,device=b light=1,co2=20 " + (T0 + i * MINUTE)));
    write(lines(100, i -> "telemetry,device=c co2=90 " + (T0 + i * MINUTE)));

    assertThat(trend(Set.of("a", "b", "missing"), "co2", T0, T0 + 100 * MINUTE, 10).buckets())
        .hasSize(10)
        .allSatisfy(
            bucket ->
                assertThat(bucket).isEqualTo(new Series.Bucket(bucket.startMillis(), 15, 10, 20)));
    assertThat(trend(Set.of("a", "b"), "co2", T0, T0 + 3 * MINUTE, 10).buckets())
        .containsExactly(
            new Series.Bucket(T0, 15, 10, 20),
            new Series.Bucket(T0 + MINUTE, 15, 10, 20),
            new Series.Bucket(T0 + 2 * MINUTE, 15, 10, 20));
    assertThat(trend(Set.of(), "co2", T0, T0 + DAY, 10).buckets()).isEmpty();
  }

  @Test
  void exportIsInOrderOfTimeThenDeviceThenMetric() throws Exception {
    write(
        "telemetry,device=b z=1,a=2 " + (T0 + 5),
        "telemetry,device=a z=3,b=4 " + (T0 + 5),
        "telemetry,device=c b=5 " + T0,
        "telemetry,device=a c=6 " + (T0 + 40 * DAY));

    assertThat(export(Set.of("a", "b", "c"), T0, T0 + 100 * DAY))
        .containsExactly(
            T0 + " c b 5.0",
            T0 + 5 + " a b 4.0",
            T0 + 5 + " a z 3.0",
            T0 + 5 + " b a 2.0",
            T0 + 5 + " b z 1.0",
            T0 + 40 * DAY + " a c 6.0");
  }

  @Test
  void exportMayBeLimitedToSomeMetrics() throws Exception {
    write("telemetry,device=a x=1,y=2,z=3 " + T0, "telemetry,device=a y=9 " + (T0 + 1));

    List<String> rows = new ArrayList<>();
    store()
        .export(
            new ExportQuery(Set.of("a"), Set.of("x", "z", "missing"), T0, T0 + DAY),
            (time, device, metric, value) -> rows.add(metric + value));
    assertThat(rows).containsExactly("x1.0", "z3.0");
  }

  @Test
  void whatAnExportsConsumerThrowsReachesTheCaller() throws Exception {
    write(lines(30_000, i -> "telemetry,device=a co2=1 " + (T0 + i)));

    assertThatThrownBy(
            () ->
                store()
                    .export(
                        new ExportQuery(Set.of("a"), Set.of(), 0, T0 + DAY),
                        (time, device, metric, value) -> {
                          throw new IllegalStateException("gone away");
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("gone away");
    assertThat(export("a")).hasSize(30_000);
  }

  @Test
  void aTrendOverAllOfTimeIsPossible() throws Exception {
    write(lines(20, i -> "telemetry,device=a co2=" + i + " " + (T0 + i * 20L * DAY)));

    Series series = trend(Set.of("a"), "co2", Long.MIN_VALUE, Long.MAX_VALUE, 3);
    assertThat(series.buckets()).isNotEmpty().hasSizeLessThanOrEqualTo(3);
    assertThat(trend(Set.of("a"), "co2", 0, Long.MAX_VALUE, 100).buckets()).hasSize(20);
  }

  @Test
  void manyMayWriteAndReadAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> work = new ArrayList<>();
      for (int part = 0; part < 8; part++) {
        String device = "d" + part % 4;
        long start = T0 + part * HOUR;
        work.add(
            () ->
                write(lines(500, i -> "telemetry,device=" + device + " co2=1 " + (start + i)))
                    .stored());
        work.add(() -> store().latest(device).size() * 0);
      }
      int stored = 0;
      for (Future<Integer> done : threads.invokeAll(work)) {
        stored += done.get();
      }
      assertThat(stored).isEqualTo(4000);
    } finally {
      threads.shutdownNow();
    }
    assertThat(new HashSet<>(export(Set.of("d0", "d1", "d2", "d3"), T0, T0 + DAY))).hasSize(4000);
  }

  @Test
  void aStoreInGoodHealthSaysSo() {
    assertThat(store().health().up()).isTrue();
  }
}
