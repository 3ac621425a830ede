package vn.kenh.server.trace.growing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.telemetry.CounterTotal;
import vn.kenh.server.telemetry.ExportQuery;
import vn.kenh.server.telemetry.RowConsumer;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.telemetry.TelemetryStore;
import vn.kenh.server.trace.Batch;

/**
 * Makes growing records from the readings themselves, each at most every few minutes however many
 * buyers look, and one at a time: anybody may ask.
 */
public final class GrowingRecords {

  /** Vietnam has one time zone, without summer time. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  /** What is shown: four weeks. */
  static final int DAYS = 28;

  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final int MOST_KEPT = 500;

  /** How far before the first day a meter's last reading is looked for. */
  private static final Duration METER_LOOK_BACK = Duration.ofDays(1);

  private static final Set<String> SOIL =
      Set.of("soil_moisture", "soil_moisture_2", "soil_moisture_3", "soil_moisture_4");
  private static final Set<String> WATER =
      Set.of("water_volume", "water_volume_2", "water_volume_3", "water_volume_4");
  private static final String RAIN = "rainfall";
  private static final String TEMPERATURE = "air_temperature";

  private record Kept(Instant made, FutureTask<GrowingRecord> record) {}

  private final Registry registry;
  private final TelemetryStore store;
  private final Clock clock;
  private final Object making = new Object();
  private final Map<String, Kept> kept = new LinkedHashMap<>();

  public GrowingRecords(Registry registry, TelemetryStore store, Clock clock) {
    this.registry = registry;
    this.store = store;
    this.clock = clock;
  }

  /**
   * The record of a batch; may block for seconds the first time.
   *
   * @throws StoreUnavailableException if the readings cannot be had now
   */
  public GrowingRecord of(Batch batch) throws StoreUnavailableException, InterruptedException {
    FutureTask<GrowingRecord> task = task(batch);
    synchronized (making) {
      task.run();
    }
    try {
      return task.get();
    } catch (ExecutionException e) {
      forget(batch.id(), task);
      if (e.getCause() instanceof StoreUnavailableException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("cannot make the growing record of " + batch.id(), e);
    }
  }

  private synchronized FutureTask<GrowingRecord> task(Batch batch) {
    Instant now = clock.instant();
    Kept found = kept.get(batch.id());
    if (found != null && found.made.plus(FRESH).isAfter(now)) {
      return found.record;
    }
    kept.remove(batch.id());
    if (kept.size() >= MOST_KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    FutureTask<GrowingRecord> task = new FutureTask<>(() -> make(batch));
    kept.put(batch.id(), new Kept(now, task));
    return task;
  }

  private synchronized void forget(String batch, FutureTask<GrowingRecord> task) {
    Kept found = kept.get(batch);
    if (found != null && found.record == task) {
      kept.remove(batch);
    }
  }

  private GrowingRecord make(Batch batch) throws StoreUnavailableException, InterruptedException {
    LocalDate from = batch.harvested().minusDays(DAYS - 1L);
    long start = from.atStartOfDay(ZONE).toInstant().toEpochMilli();
    long end = batch.harvested().plusDays(1).atStartOfDay(ZONE).toInstant().toEpochMilli();
    Set<String> plotDevices = ids(registry.devicesOfPlot(batch.plot()));
    Gathered plot = new Gathered();
    Set<String> all = new HashSet<>(SOIL);
    all.addAll(WATER);
    all.add(RAIN);
    all.add(TEMPERATURE);
    export(plotDevices, WATER, start - METER_LOOK_BACK.toMillis(), start, plot::before);
    export(plotDevices, all, start, end, plot::row);

    Gathered weather = plot;
    if (plot.rainReadings == 0 && plot.temperature.ranges().isEmpty()) {
      weather = new Gathered();
      export(stations(batch, plotDevices), Set.of(RAIN, TEMPERATURE), start, end, weather::row);
    }
    return new GrowingRecord(
        from,
        batch.harvested(),
        plot.readings + (weather == plot ? 0 : weather.readings),
        plot.metered ? OptionalDouble.of(plot.litres) : OptionalDouble.empty(),
        weather.rainReadings == 0 ? OptionalDouble.empty() : OptionalDouble.of(weather.rain),
        plot.soil.ranges(),
        weather.temperature.ranges(),
        weather != plot && weather.readings > 0);
  }

  private void export(
      Set<String> devices, Set<String> metrics, long from, long to, RowConsumer into)
      throws StoreUnavailableException, InterruptedException {
    if (!devices.isEmpty()) {
      store.export(new ExportQuery(devices, metrics, from, to), into);
    }
  }

  private Set<String> stations(Batch batch, Set<String> plotDevices) {
    return registry
        .plot(batch.plot())
        .map(Plot::farm)
        .map(registry::devicesOfFarm)
        .map(
            devices ->
                ids(
                    devices.stream()
                        .filter(device -> device.kind() == DeviceKind.WEATHER)
                        .filter(device -> !plotDevices.contains(device.id()))
                        .toList()))
        .orElse(Set.of());
  }

  private static Set<String> ids(List<Device> devices) {
    return devices.stream().map(Device::id).collect(Collectors.toSet());
  }

  /** What the rows add up to. */
  private static final class Gathered {

    private final CounterTotal meters = new CounterTotal();
    private final DayRanges soil = new DayRanges(ZONE);
    private final DayRanges temperature = new DayRanges(ZONE);
    private final Map<String, Double> rainByGauge = new HashMap<>();
    private boolean metered;
    private double litres;
    private double rain;
    private long rainReadings;
    private long readings;

    /** Of the time before, only where meters stood. */
    private void before(long timeMillis, String device, String metric, double value) {
      meters.increase(device, metric, value);
    }

    private void row(long timeMillis, String device, String metric, double value) {
      readings++;
      if (SOIL.contains(metric)) {
        soil.read(timeMillis, value);
      } else if (WATER.contains(metric)) {
        metered = true;
        litres += meters.increase(device, metric, value);
      } else if (metric.equals(TEMPERATURE)) {
        temperature.read(timeMillis, value);
      } else if (metric.equals(RAIN)) {
        rainReadings++;
        // Several gauges measure the same rain: their mean.
        rainByGauge.merge(device, value, Double::sum);
        rain = rainByGauge.values().stream().mapToDouble(d -> d).average().orElse(0);
      }
    }
  }
}
