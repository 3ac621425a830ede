package vn.kenh.server.agronomy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import vn.kenh.gateway.reading.MetricCatalogue;
import vn.kenh.server.telemetry.LatestValue;

/** How moist the soil of a plot is, from what its probes read last. */
public final class SoilMoisture {

  /** Of the probe nearest the surface; deeper ones have a suffix. */
  public static final String METRIC = "soil_moisture";

  /** A moisture older than this says nothing about the soil now. */
  private static final Duration COUNTS_FOR = Duration.ofHours(6);

  private SoilMoisture() {}

  /**
   * The mean of all probes at all depths, percent; empty if none reported in the last six hours.
   *
   * @param devices newest values by metric, of each device of the plot
   */
  public static OptionalDouble now(Collection<Map<String, LatestValue>> devices, Instant now) {
    long oldest = now.minus(COUNTS_FOR).toEpochMilli();
    return devices.stream()
        .flatMap(values -> values.entrySet().stream())
        .filter(entry -> MetricCatalogue.isOf(METRIC, entry.getKey()))
        .filter(entry -> entry.getValue().timeMillis() >= oldest)
        .mapToDouble(entry -> entry.getValue().value())
        .average();
  }
}
