package vn.kenh.server.field;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import vn.kenh.server.agronomy.FlowTotal;
import vn.kenh.server.agronomy.SoilLimits;
import vn.kenh.server.agronomy.SoilMoisture;
import vn.kenh.server.agronomy.WaterMeters;
import vn.kenh.server.irrigation.ValveState;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.telemetry.CounterTotal;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.telemetry.Trends;

/** Gathers what is known of plots and devices, and has agronomy judge it. Methods may block. */
public final class FieldStates {

  private static final String BATTERY = "battery_level";

  /** How far before midnight a counter's last reading is looked for. */
  private static final Duration COUNTER_LOOK_BACK = Duration.ofDays(1);

  /** One a minute over today and the day before, and some to spare. */
  private static final int METER_POINTS = 3000;

  private final FieldData data;

  public FieldStates(FieldData data) {
    this.data = data;
  }

  /** The state of a plot at a moment; without the store, water given today is not known. */
  public PlotState plot(Plot plot, Instant now) {
    Map<Device, Map<String, LatestValue>> latest = new LinkedHashMap<>();
    for (Device device : data.devicesOfPlot(plot.id())) {
      latest.put(device, data.latest(device.id()));
    }
    Set<String> surfaceProbes = new HashSet<>();
    List<DeviceState> devices = new ArrayList<>();
    latest.forEach(
        (device, values) -> {
          if (values.containsKey(SoilMoisture.METRIC)) {
            surfaceProbes.add(device.id());
          }
          devices.add(device(device, values));
        });
    Map<String, WaterMeters> meters = new LinkedHashMap<>();
    latest.forEach((device, values) -> meters.put(device.id(), WaterMeters.among(values.keySet())));
    boolean metered = !meters.values().stream().allMatch(WaterMeters::isEmpty);
    return new PlotState(
        plot,
        SoilLimits.DELTA_SILT_LOAM,
        SoilMoisture.now(latest.values(), now),
        surfaceProbes,
        metered,
        metered ? litresToday(meters, now) : OptionalDouble.empty(),
        ValveState.of(latest.values()),
        newest(latest.values()),
        devices);
  }

  /** The state of a device. */
  public DeviceState device(Device device) {
    return device(device, data.latest(device.id()));
  }

  private DeviceState device(Device device, Map<String, LatestValue> latest) {
    Optional<Instant> reading = newest(List.of(latest));
    Optional<Instant> picture =
        device.kind() == DeviceKind.CAMERA ? data.lastPictureTaken(device.id()) : Optional.empty();
    LatestValue battery = latest.get(BATTERY);
    return new DeviceState(
        device,
        Stream.of(reading, picture).flatMap(Optional::stream).max(Comparator.naturalOrder()),
        battery == null ? OptionalDouble.empty() : OptionalDouble.of(battery.value()));
  }

  private static Optional<Instant> newest(Collection<Map<String, LatestValue>> devices) {
    return devices.stream()
        .flatMap(values -> values.values().stream())
        .map(value -> Instant.ofEpochMilli(value.timeMillis()))
        .max(Comparator.naturalOrder());
  }

  /** By device; empty without the store: a figure that is not known is none. */
  private OptionalDouble litresToday(Map<String, WaterMeters> meters, Instant now) {
    long midnight = Trends.startOf(Trends.dayOf(now.toEpochMilli()));
    double litres = 0;
    try {
      for (Map.Entry<String, WaterMeters> device : meters.entrySet()) {
        litres += litres(device.getKey(), device.getValue(), midnight, now.toEpochMilli());
      }
    } catch (StoreUnavailableException e) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(litres);
  }

  private double litres(String device, WaterMeters meters, long fromMillis, long toMillis)
      throws StoreUnavailableException {
    Set<String> one = Set.of(device);
    long counterStart = fromMillis - COUNTER_LOOK_BACK.toMillis();
    long flowStart = fromMillis - FlowTotal.LONGEST_STEP.toMillis();
    double litres = 0;
    for (String counter : meters.counters()) {
      litres +=
          CounterTotal.of(
              data.trend(one, counter, counterStart, toMillis, METER_POINTS), fromMillis);
    }
    for (String flow : meters.flows()) {
      litres += FlowTotal.of(data.trend(one, flow, flowStart, toMillis, METER_POINTS), fromMillis);
    }
    return litres;
  }
}
