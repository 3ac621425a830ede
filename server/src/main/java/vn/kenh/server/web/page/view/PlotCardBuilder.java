package vn.kenh.server.web.page.view;

import static vn.kenh.server.web.page.view.Metrics.SOIL_MOISTURE;
import static vn.kenh.server.web.page.view.Metrics.VALVE_OPEN;
import static vn.kenh.server.web.page.view.Metrics.WATER_FLOW;
import static vn.kenh.server.web.page.view.Metrics.WATER_VOLUME;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.telemetry.CounterTotal;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.web.page.chart.Sparkline;
import vn.kenh.server.web.page.text.LocalFormat;

/** Puts together the state of a plot from what its devices reported. */
public final class PlotCardBuilder {

  /** A device that is quiet for longer than this is called silent. */
  public static final Duration SILENT_AFTER = Duration.ofMinutes(60);

  /** A moisture older than this says nothing about the soil now. */
  private static final Duration MOISTURE_COUNTS_FOR = Duration.ofHours(6);

  private static final int SPARKLINE_POINTS = 96;
  private static final int METER_POINTS = 1500;

  private final FieldData data;

  public PlotCardBuilder(FieldData data) {
    this.data = data;
  }

  /** The card of a plot at a moment; without the store its charts are empty. */
  public PlotCard build(Plot plot, Instant now) {
    Map<Device, Map<String, LatestValue>> latest = new LinkedHashMap<>();
    for (Device device : data.devicesOfPlot(plot.id())) {
      latest.put(device, data.latest(device.id()));
    }
    OptionalDouble moisture = moisture(latest, now);
    Optional<Instant> lastSeen =
        latest.values().stream()
            .flatMap(values -> values.values().stream())
            .map(value -> Instant.ofEpochMilli(value.timeMillis()))
            .max(Comparator.naturalOrder());
    return new PlotCard(
        plot,
        moisture.isPresent() ? SoilState.of(moisture.getAsDouble()) : SoilState.UNKNOWN,
        moisture,
        sparkline(latest, now),
        litresToday(latest, now),
        valve(latest),
        picture(latest.keySet()),
        lastSeen,
        lastSeen.map(time -> time.isBefore(now.minus(SILENT_AFTER))).orElse(true));
  }

  private static OptionalDouble moisture(
      Map<Device, Map<String, LatestValue>> latest, Instant now) {
    long oldest = now.minus(MOISTURE_COUNTS_FOR).toEpochMilli();
    return latest.values().stream()
        .flatMap(values -> values.entrySet().stream())
        .filter(entry -> Metrics.is(SOIL_MOISTURE, entry.getKey()))
        .filter(entry -> entry.getValue().timeMillis() >= oldest)
        .mapToDouble(entry -> entry.getValue().value())
        .average();
  }

  /** Draws the probes that lie nearest the surface: the metric without suffix. */
  private Sparkline sparkline(Map<Device, Map<String, LatestValue>> latest, Instant now) {
    Set<String> probes = new HashSet<>();
    latest.forEach(
        (device, values) -> {
          if (values.containsKey(SOIL_MOISTURE)) {
            probes.add(device.id());
          }
        });
    long to = now.toEpochMilli();
    long from = now.minus(Duration.ofHours(24)).toEpochMilli();
    return Sparkline.of(
        trend(probes, SOIL_MOISTURE, from, to, SPARKLINE_POINTS),
        from,
        to,
        SoilState.GOOD_FROM,
        SoilState.GOOD_TO);
  }

  private OptionalDouble litresToday(Map<Device, Map<String, LatestValue>> latest, Instant now) {
    long midnight =
        now.atZone(LocalFormat.ZONE)
            .toLocalDate()
            .atStartOfDay(LocalFormat.ZONE)
            .toInstant()
            .toEpochMilli();
    long to = now.toEpochMilli();
    double litres = 0;
    boolean metered = false;
    for (Map.Entry<Device, Map<String, LatestValue>> entry : latest.entrySet()) {
      Set<String> device = Set.of(entry.getKey().id());
      List<String> counters = named(WATER_VOLUME, entry.getValue());
      for (String counter : counters) {
        litres += CounterTotal.of(trend(device, counter, midnight, to, METER_POINTS));
      }
      List<String> flows = counters.isEmpty() ? named(WATER_FLOW, entry.getValue()) : List.of();
      for (String flow : flows) {
        litres += FlowTotal.of(trend(device, flow, midnight, to, METER_POINTS));
      }
      metered |= !counters.isEmpty() || !flows.isEmpty();
    }
    return metered ? OptionalDouble.of(litres) : OptionalDouble.empty();
  }

  private static List<String> named(String metric, Map<String, LatestValue> latest) {
    return latest.keySet().stream().filter(name -> Metrics.is(metric, name)).toList();
  }

  private static ValveState valve(Map<Device, Map<String, LatestValue>> latest) {
    List<Double> valves =
        latest.values().stream()
            .flatMap(values -> values.entrySet().stream())
            .filter(entry -> Metrics.is(VALVE_OPEN, entry.getKey()))
            .map(entry -> entry.getValue().value())
            .toList();
    if (valves.isEmpty()) {
      return ValveState.NONE;
    }
    return valves.stream().anyMatch(open -> open > 0) ? ValveState.OPEN : ValveState.CLOSED;
  }

  private Optional<Picture> picture(Set<Device> devices) {
    return devices.stream()
        .filter(device -> device.kind() == DeviceKind.CAMERA)
        .map(device -> data.lastPicture(device.id()))
        .flatMap(Optional::stream)
        .max(Comparator.comparing(Picture::taken));
  }

  /** A glance must not fail because the store is down; that is reported in its own line. */
  private Series trend(Set<String> devices, String metric, long from, long to, int points) {
    try {
      return data.trend(devices, metric, from, to, points);
    } catch (StoreUnavailableException e) {
      return new Series(0, List.of());
    }
  }
}
