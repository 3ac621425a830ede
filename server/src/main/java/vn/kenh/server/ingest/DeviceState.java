package vn.kenh.server.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vn.kenh.server.ingest.LatestReadings.DeviceReadings;
import vn.kenh.server.telemetry.LatestValue;

/** What is kept of one device in memory; guarded by its owner's lock. */
final class DeviceState {

  /**
   * A reading on its way only ever makes a clock look slower, so of the last few the least late one
   * tells the clock: one backlog after a cut link does not make a good clock look bad.
   */
  private static final int SKEWS = 16;

  private final Map<String, LatestValue> values = new HashMap<>();
  private final long[] skews = new long[SKEWS];
  private int skewCount;
  private long lastSeenMillis;
  private boolean loaded;

  boolean isLoaded() {
    return loaded;
  }

  void load(Map<String, LatestValue> stored) {
    stored.forEach((metric, value) -> take(metric, value.timeMillis(), value.value()));
    loaded = true;
  }

  /**
   * Takes a value unless a newer one is known; of two of the same time the later to come counts.
   */
  void take(String metric, long timeMillis, double value) {
    LatestValue known = values.get(metric);
    if (known == null || timeMillis >= known.timeMillis()) {
      values.put(metric, new LatestValue(timeMillis, value));
    }
  }

  void seen(long nowMillis, long timeMillis) {
    lastSeenMillis = nowMillis;
    skews[skewCount % SKEWS] = timeMillis - nowMillis;
    skewCount = skewCount + 1 == 2 * SKEWS ? SKEWS : skewCount + 1;
  }

  DeviceReadings readings() {
    if (skewCount == 0) {
      return new DeviceReadings(Map.copyOf(values), Optional.empty(), Optional.empty());
    }
    long skew = skews[0];
    for (int i = 1; i < Math.min(skewCount, SKEWS); i++) {
      skew = Math.max(skew, skews[i]);
    }
    return new DeviceReadings(
        Map.copyOf(values),
        Optional.of(Instant.ofEpochMilli(lastSeenMillis)),
        Optional.of(Duration.ofMillis(skew)));
  }
}
