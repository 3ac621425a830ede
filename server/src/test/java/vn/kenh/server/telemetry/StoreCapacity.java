package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Ten million readings into a store and out again, within sensible time and memory. */
final class StoreCapacity {

  private static final int DEVICES = 100;
  private static final int TIMES = 20_000;
  private static final int FIELDS = 5;
  private static final int READINGS = DEVICES * TIMES * FIELDS;
  private static final long STEP = Duration.ofMinutes(1).toMillis();
  private static final long T0 = TelemetryStoreContract.T0;

  private final TelemetryStore store;

  StoreCapacity(TelemetryStore store) {
    this.store = store;
  }

  void writeAll() throws Exception {
    long stored = 0;
    for (int first = 0; first < TIMES; first += 50) {
      stored += store.write(bundle(first, first + 50)).stored();
    }
    assertThat(stored).isEqualTo(READINGS);
  }

  /** Every reading comes out once, in order, and memory does not grow with their number. */
  void exportAll() throws Exception {
    long[] seen = {0, Long.MIN_VALUE, 0, 0};
    store.export(
        new ExportQuery(devices(), Set.of(), T0, T0 + TIMES * STEP),
        (time, device, metric, value) -> {
          assertThat(time >= seen[1]).isTrue();
          seen[1] = time;
          seen[0]++;
          if (metric.equals("co2")) {
            seen[2] += (long) value;
          }
        });
    assertThat(seen[0]).isEqualTo(READINGS);
    assertThat(seen[2]).isEqualTo((long) DEVICES * TIMES * (TIMES - 1) / 2);
  }

  void queryOne() throws Exception {
    Series series = store.trend(new TrendQuery(Set.of("d42"), "co2", T0, T0 + TIMES * STEP, 1000));
    assertThat(series.intervalMillis()).isEqualTo(30 * STEP);
    assertThat(series.buckets()).hasSize((TIMES + 29) / 30);
    assertThat(series.buckets().get(1).mean()).isEqualTo(44.5);
    assertThat(store.latest("d42").get("co2"))
        .isEqualTo(new LatestValue(T0 + (TIMES - 1) * STEP, TIMES - 1));
  }

  private static Set<String> devices() {
    Set<String> devices = new HashSet<>();
    for (int i = 0; i < DEVICES; i++) {
      devices.add("d" + i);
    }
    return devices;
  }

  private static byte[] bundle(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      for (int device = 0; device < DEVICES; device++) {
        lines.append("telemetry,device=d").append(device).append(",farm=f,plot=p co2=").append(i);
        lines.append(",soil_moisture=").append(20 + i % 200 / 10.0);
        lines.append(",soil_temperature=25.3,battery_level=87,valve_open=").append(i % 2);
        lines.append(' ').append(T0 + i * STEP).append('\n');
      }
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
