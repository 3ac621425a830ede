package vn.kenh.server.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.Series.Bucket;

final class WaterTest {

  private static final long MINUTE = 60_000;

  @Test
  void flowAddsUpOverItsTime() {
    Series downsampled = new Series(10 * MINUTE, List.of(new Bucket(0, 12, 12, 12)));
    assertThat(FlowTotal.of(downsampled, 0)).isEqualTo(120);
    assertThat(FlowTotal.of(everyMinute(12, 12, 0), 0)).isEqualTo(24);
  }

  @Test
  void afterTenMinutesOfSilenceAFlowStandsForNothing() {
    assertThat(FlowTotal.of(raw(bucket(0, 6), bucket(10 * MINUTE, 0)), 0)).isEqualTo(60);
    assertThat(FlowTotal.of(raw(bucket(0, 6), bucket(11 * MINUTE, 0)), 0)).isEqualTo(60);
  }

  @Test
  void ofAFlowAcrossTheMomentOnlyTheLaterPartCounts() {
    Series across = raw(bucket(0, 6), bucket(5 * MINUTE, 0));
    assertThat(FlowTotal.of(across, 2 * MINUTE)).isEqualTo(18);
    assertThat(FlowTotal.of(across, 6 * MINUTE)).isZero();
    assertThat(FlowTotal.of(new Series(10 * MINUTE, List.of(new Bucket(0, 6, 6, 6))), 4 * MINUTE))
        .isEqualTo(36);
  }

  @Property
  void whatRanBeforeAMomentAndAfterItIsAllThatRan(
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(max = 500) Double> flows,
      @ForAll @LongRange(max = 3_000_000) long moment) {
    double[] values = flows.stream().mapToDouble(Double::doubleValue).toArray();
    Series all = everyMinute(values);
    Series before = new Series(0, new ArrayList<>());
    for (Bucket bucket : all.buckets()) {
      if (bucket.startMillis() < moment) {
        before.buckets().add(bucket);
      }
    }
    if (!before.buckets().isEmpty() && moment <= (values.length - 1) * MINUTE) {
      before.buckets().add(bucket(moment, 0));
    }
    assertThat(FlowTotal.of(before, 0) + FlowTotal.of(all, moment))
        .isCloseTo(FlowTotal.of(all, 0), within(1e-6));
  }

  @Test
  void whereACounterRunsTheFlowIsNotAddedToIt() {
    WaterMeters both =
        WaterMeters.among(List.of("water_volume", "water_volume_2", "water_flow", "valve_open"));
    assertThat(both.counters()).containsExactlyInAnyOrder("water_volume", "water_volume_2");
    assertThat(both.flows()).isEmpty();
    assertThat(WaterMeters.among(List.of("water_flow_3")).flows()).containsExactly("water_flow_3");
    assertThat(WaterMeters.among(List.of("water_flow_x", "water_level")).isEmpty()).isTrue();
  }

  private static Series everyMinute(double... flows) {
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < flows.length; i++) {
      buckets.add(bucket(i * MINUTE, flows[i]));
    }
    return new Series(0, buckets);
  }

  private static Series raw(Bucket... buckets) {
    return new Series(0, List.of(buckets));
  }

  private static Bucket bucket(long millis, double value) {
    return new Bucket(millis, value, value, value);
  }
}
