package vn.kenh.server.web.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.Series.Bucket;
import vn.kenh.server.telemetry.StoreHealth;
import vn.kenh.server.web.page.view.CameraPictures;
import vn.kenh.server.web.page.view.Picture;

/** A farm whose readings follow from a formula, so that pages can be made without a server. */
final class InventedFarm implements FieldData, CameraPictures {

  /** A Sunday afternoon, 14:05 in Vietnam. */
  static final Instant NOW = Instant.parse("2026-11-22T07:05:00Z");

  private final Instant now;
  private final List<Farm> farms = new ArrayList<>();
  private final List<Plot> plots = new ArrayList<>();
  private final List<Device> devices = new ArrayList<>();
  private final Map<String, Map<String, LatestValue>> latest = new LinkedHashMap<>();
  private final Map<String, Picture> pictures = new LinkedHashMap<>();
  private long quarantined;
  private StoreHealth health = new StoreHealth(true, "invented");

  InventedFarm(Instant now) {
    this.now = now;
  }

  /** Two farms of Hải Dương with a dry plot, a wet one, a silent probe and a weak battery. */
  static InventedFarm busy(Instant now) {
    InventedFarm farm = new InventedFarm(now);
    farm.quarantined = 3;
    farm.farm("thanh-ha", "Vườn vải Thanh Hà", "Hải Dương");
    farm.plot("thanh-ha", "vai-som", "Thửa vải sớm", "Vải u hồng", 3600);
    farm.plot("thanh-ha", "vai-thieu", "Thửa vải thiều", "Vải thiều", 12_500);
    farm.plot("thanh-ha", "rau", "Luống rau sau nhà", "Cải bắp", 480);
    farm.farm("gia-loc", "Hợp tác xã rau Gia Lộc", "Hải Dương");
    farm.plot("gia-loc", "nha-luoi-1", "Nhà lưới 1", "Cà chua bi", 1000);
    farm.plot("gia-loc", "nha-luoi-2", "Nhà lưới 2", "Dưa lưới", 1000);
    farm.plotDevices("vai-som", 31.4, 0, 412, 88, Duration.ofMinutes(2));
    farm.plotDevices("vai-thieu", 23.1, 1, 3240, 64, Duration.ofMinutes(1));
    farm.plotDevices("rau", 18.2, 0, 96, 9, Duration.ofMinutes(4));
    farm.plotDevices("nha-luoi-1", 43.5, 0, 12_650, 91, Duration.ofSeconds(20));
    farm.plotDevices("nha-luoi-2", 33, 0, 0, 77, Duration.ofHours(9));
    farm.device("camera-thanh-ha", "vai-thieu", DeviceKind.CAMERA);
    farm.pictures.put(
        "camera-thanh-ha",
        new Picture(
            "camera-thanh-ha", "/fixture/12.jpg", "/fixture/12.jpg", now.minusSeconds(900)));
    farm.device("tram-thoi-tiet", "vai-som", DeviceKind.WEATHER);
    farm.reading("tram-thoi-tiet", "air_temperature", 24.6, Duration.ofMinutes(3));
    farm.reading("tram-thoi-tiet", "air_humidity", 71, Duration.ofMinutes(3));
    farm.reading("tram-thoi-tiet", "rainfall", 0.4, Duration.ofMinutes(3));
    farm.reading("tram-thoi-tiet", "solar_radiation", 512, Duration.ofMinutes(3));
    farm.device("gateway-thanh-ha", Optional.empty(), DeviceKind.GATEWAY);
    return farm;
  }

  /** One farm with one plot and one device where all is well. */
  static InventedFarm calm(Instant now) {
    InventedFarm farm = new InventedFarm(now);
    farm.farm("f", "Vườn nhà", "Hải Dương");
    farm.plot("f", "p", "Thửa đầu", "Bưởi", 900);
    farm.plotDevices("p", 30, 0, 50, 90, Duration.ofMinutes(1));
    return farm;
  }

  InventedFarm farm(String id, String name, String province) {
    farms.add(new Farm(id, name, province));
    return this;
  }

  InventedFarm plot(String farm, String id, String name, String crop, double area) {
    plots.add(new Plot(id, farm, name, crop, area, Optional.empty()));
    return this;
  }

  InventedFarm device(String id, String plot, DeviceKind kind) {
    return device(id, Optional.of(plot), kind);
  }

  private InventedFarm device(String id, Optional<String> plot, DeviceKind kind) {
    devices.add(new Device(id, plot, kind, Optional.empty(), now.minus(Duration.ofDays(40))));
    return this;
  }

  InventedFarm reading(String device, String metric, double value, Duration age) {
    latest
        .computeIfAbsent(device, d -> new LinkedHashMap<>())
        .put(metric, new LatestValue(now.minus(age).toEpochMilli(), value));
    return this;
  }

  InventedFarm storeDown(String detail) {
    health = new StoreHealth(false, detail);
    return this;
  }

  InventedFarm quarantined(long messages) {
    quarantined = messages;
    return this;
  }

  private void plotDevices(
      String plot, double moisture, double valve, double litres, double battery, Duration age) {
    String probe = "dat-" + plot;
    device(probe, plot, DeviceKind.DRIP);
    reading(probe, "soil_moisture", moisture, age);
    reading(probe, "soil_moisture_2", moisture + 3.2, age);
    reading(probe, "soil_temperature", 23.7, age);
    reading(probe, "soil_ec", 0.84, age);
    reading(probe, "battery_level", battery, age);
    String valveId = "van-" + plot;
    device(valveId, plot, DeviceKind.VALVE);
    reading(valveId, "valve_open", valve, age);
    reading(valveId, "water_flow", valve * 21.5, age);
    reading(valveId, "water_volume", 100_000 + litres, age);
    reading(valveId, "water_pressure", 142, age);
  }

  @Override
  public List<Farm> farms() {
    return farms;
  }

  @Override
  public List<Plot> plots(String farm) {
    return plots.stream().filter(plot -> plot.farm().equals(farm)).toList();
  }

  @Override
  public Optional<Farm> farm(String id) {
    return farms.stream().filter(farm -> farm.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Plot> plot(String id) {
    return plots.stream().filter(plot -> plot.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Device> device(String id) {
    return devices.stream().filter(device -> device.id().equals(id)).findFirst();
  }

  @Override
  public List<Device> devicesOfPlot(String plot) {
    return devices.stream().filter(device -> device.plot().equals(Optional.of(plot))).toList();
  }

  List<Device> devices() {
    return devices;
  }

  @Override
  public Map<String, LatestValue> latest(String device) {
    return latest.getOrDefault(device, Map.of());
  }

  /** A day's wave that ends at the newest value, with five silent hours a day and a half ago. */
  @Override
  public Series trend(Set<String> of, String metric, long from, long to, int points) {
    Optional<LatestValue> newest =
        of.stream()
            .sorted()
            .flatMap(id -> Optional.ofNullable(latest(id).get(metric)).stream())
            .findFirst();
    if (newest.isEmpty()) {
      return new Series(0, List.of());
    }
    long interval = Math.max(60_000, (to - from) / points / 60_000 * 60_000);
    List<Bucket> buckets = new ArrayList<>();
    long end = Math.min(to, newest.get().timeMillis());
    for (long time = from / interval * interval; time < end; time += interval) {
      double hoursAgo = (newest.get().timeMillis() - time) / 3.6e6;
      if (time >= from && !(hoursAgo > 31 && hoursAgo < 36)) {
        buckets.add(bucket(metric, newest.get().value(), hoursAgo, time, interval));
      }
    }
    return new Series(interval, buckets);
  }

  private static Bucket bucket(
      String metric, double newest, double hoursAgo, long time, long interval) {
    double mean =
        switch (metric) {
          case "water_volume" -> newest - 60 * Math.max(0, Math.min(hoursAgo, 14));
          case "valve_open" -> hoursAgo % 24 < 2 ? newest : 0;
          case "water_flow" -> hoursAgo % 24 < 2 ? newest : 0;
          case "rainfall" -> Math.max(0, 3 * Math.sin(hoursAgo / 9) - 2);
          case "battery_level" -> Math.min(100, newest + hoursAgo / 20);
          default ->
              newest * (1 + 0.12 * Math.sin(hoursAgo / 24 * 2 * Math.PI))
                  + (metric.startsWith("soil_moisture") ? 6 * Math.abs(hoursAgo % 60) / 60 : 0)
                  + 0.01 * newest * Math.sin(time / 7.1e5);
        };
    double spread = metric.startsWith("water_vol") ? 0 : Math.abs(mean) * interval / 4e7;
    return new Bucket(time, mean, mean - spread, mean + spread);
  }

  @Override
  public Optional<Instant> lastPictureTaken(String camera) {
    return newest(camera).map(Picture::taken);
  }

  @Override
  public Optional<Picture> newest(String camera) {
    return Optional.ofNullable(pictures.get(camera));
  }

  @Override
  public List<Picture> between(String camera, Instant from, Instant to, int limit) {
    return newest(camera).stream().toList();
  }

  @Override
  public long quarantined() {
    return quarantined;
  }

  @Override
  public StoreHealth storeHealth() {
    return health;
  }
}
