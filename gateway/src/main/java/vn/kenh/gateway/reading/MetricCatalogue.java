package vn.kenh.gateway.reading;

import static vn.kenh.gateway.reading.MetricKind.AMOUNT;
import static vn.kenh.gateway.reading.MetricKind.COUNTER;
import static vn.kenh.gateway.reading.MetricKind.GAUGE;
import static vn.kenh.gateway.reading.MetricKind.SWITCH;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every canonical metric. A range holds what sensors in the field can truly report, a little wider
 * than nature where instruments are (a pyranometer reads a few watts below zero at night), so that
 * what lies outside is a fault and not weather.
 */
public final class MetricCatalogue {

  /** Numbers to 99 bound how many names one device can make of the catalogue's. */
  private static final int MAX_SUFFIX_DIGITS = 2;

  private static final List<Metric> METRICS =
      List.of(
          metric("soil_moisture", "%", "%", 1, 0, 100, GAUGE, "Độ ẩm đất", "Soil moisture", "土壤湿度"),
          metric(
              "soil_temperature",
              "Cel",
              "°C",
              1,
              -40,
              80,
              GAUGE,
              "Nhiệt độ đất",
              "Soil temperature",
              "土壤温度"),
          metric(
              "soil_ec",
              "dS/m",
              "dS/m",
              2,
              0,
              50,
              GAUGE,
              "Độ dẫn điện đất (EC)",
              "Soil conductivity (EC)",
              "土壤电导率"),
          metric("soil_ph", "pH", "", 2, 0, 14, GAUGE, "Độ pH đất", "Soil pH", "土壤酸碱度 (pH)"),
          metric(
              "air_temperature",
              "Cel",
              "°C",
              1,
              -60,
              70,
              GAUGE,
              "Nhiệt độ không khí",
              "Air temperature",
              "气温"),
          metric(
              "air_humidity",
              "%",
              "%",
              1,
              0,
              100,
              GAUGE,
              "Độ ẩm không khí",
              "Air humidity",
              "空气湿度"),
          metric("rainfall", "mm", "mm", 1, 0, 500, AMOUNT, "Lượng mưa", "Rainfall", "降雨量"),
          metric("wind_speed", "m/s", "m/s", 1, 0, 120, GAUGE, "Tốc độ gió", "Wind speed", "风速"),
          metric(
              "wind_direction", "deg", "°", 0, 0, 360, GAUGE, "Hướng gió", "Wind direction", "风向"),
          metric(
              "solar_radiation",
              "W/m2",
              "W/m²",
              0,
              -20,
              2_000,
              GAUGE,
              "Bức xạ mặt trời",
              "Solar radiation",
              "太阳辐射"),
          metric(
              "air_pressure",
              "hPa",
              "hPa",
              1,
              300,
              1_100,
              GAUGE,
              "Áp suất không khí",
              "Air pressure",
              "气压"),
          metric("light", "lx", "lx", 0, 0, 250_000, GAUGE, "Ánh sáng", "Light", "光照度"),
          metric("co2", "ppm", "ppm", 0, 0, 50_000, GAUGE, "CO₂", "CO₂", "二氧化碳"),
          metric("leaf_wetness", "%", "%", 0, 0, 100, GAUGE, "Độ ướt lá", "Leaf wetness", "叶面湿度"),
          metric(
              "water_flow",
              "L/min",
              "L/min",
              1,
              0,
              100_000,
              GAUGE,
              "Lưu lượng nước",
              "Water flow",
              "水流量"),
          metric(
              "water_volume",
              "L",
              "L",
              0,
              0,
              1e12,
              COUNTER,
              "Tổng lượng nước",
              "Water volume",
              "累计水量"),
          metric(
              "water_pressure",
              "kPa",
              "kPa",
              0,
              -100,
              5_000,
              GAUGE,
              "Áp suất nước",
              "Water pressure",
              "水压"),
          metric(
              "water_ec",
              "dS/m",
              "dS/m",
              2,
              0,
              100,
              GAUGE,
              "Độ dẫn điện nước (EC)",
              "Water conductivity (EC)",
              "水电导率"),
          metric("water_ph", "pH", "", 2, 0, 14, GAUGE, "Độ pH nước", "Water pH", "水酸碱度 (pH)"),
          metric("water_level", "m", "m", 2, -500, 1_000, GAUGE, "Mực nước", "Water level", "水位"),
          metric("valve_open", "1", "", 0, 0, 1, SWITCH, "Van mở", "Valve open", "阀门开启"),
          metric("pump_on", "1", "", 0, 0, 1, SWITCH, "Bơm chạy", "Pump on", "水泵运行"),
          metric("battery_level", "%", "%", 0, 0, 100, GAUGE, "Mức pin", "Battery level", "电池电量"),
          metric(
              "battery_voltage",
              "V",
              "V",
              2,
              0,
              100,
              GAUGE,
              "Điện áp pin",
              "Battery voltage",
              "电池电压"),
          metric(
              "rssi",
              "dBm",
              "dBm",
              0,
              -200,
              20,
              GAUGE,
              "Cường độ tín hiệu",
              "Signal strength",
              "信号强度"),
          metric(
              "snr",
              "dB",
              "dB",
              1,
              -60,
              100,
              GAUGE,
              "Tỉ số tín hiệu trên nhiễu",
              "Signal-to-noise ratio",
              "信噪比"),
          metric(
              "canopy_cover",
              "%",
              "%",
              1,
              0,
              100,
              GAUGE,
              "Độ che phủ tán",
              "Canopy cover",
              "冠层覆盖度"));

  private static final Map<String, Optional<Metric>> BY_NAME = byName();

  private MetricCatalogue() {}

  /** Every metric, in the order of the interface. */
  public static List<Metric> all() {
    return METRICS;
  }

  /**
   * The metric of a key: {@code soil_moisture}, or with the number of a depth, line or valve behind
   * it, 0 to 99 without a leading zero, {@code soil_moisture_2}.
   */
  public static Optional<Metric> find(String key) {
    Optional<Metric> exact = BY_NAME.get(key);
    if (exact != null) {
      return exact;
    }
    int base = baseLength(key);
    return base == key.length()
        ? Optional.empty()
        : BY_NAME.getOrDefault(key.substring(0, base), Optional.empty());
  }

  /** Whether a key is that metric, with or without a number behind it. */
  public static boolean isOf(String metric, String key) {
    return find(key).filter(found -> found.name().equals(metric)).isPresent();
  }

  /**
   * What people call a key, its number kept: {@code soil_moisture_2} is "Độ ẩm đất 2". A key the
   * catalogue does not know is shown as it is, with spaces.
   */
  public static String label(String key, String language) {
    Optional<Metric> metric = find(key);
    if (metric.isEmpty()) {
      return key.replace('_', ' ');
    }
    String name = metric.get().name();
    String label = metric.get().label(language);
    return name.equals(key) ? label : label + " " + key.substring(name.length() + 1);
  }

  /** The length of {@code key} without a suffix of an underscore and a number. */
  private static int baseLength(String key) {
    int at = key.length();
    while (at > 0 && isDigit(key.charAt(at - 1))) {
      at--;
    }
    int digits = key.length() - at;
    boolean number =
        digits == 1 || (digits > 1 && digits <= MAX_SUFFIX_DIGITS && key.charAt(at) != '0');
    boolean suffixed = number && at >= 2 && key.charAt(at - 1) == '_';
    return suffixed ? at - 1 : key.length();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Map<String, Optional<Metric>> byName() {
    Map<String, Optional<Metric>> map = new HashMap<>();
    METRICS.forEach(metric -> map.put(metric.name(), Optional.of(metric)));
    return Map.copyOf(map);
  }

  private static Metric metric(
      String name,
      String ucumUnit,
      String displayUnit,
      int decimals,
      double min,
      double max,
      MetricKind kind,
      String vietnamese,
      String english,
      String chinese) {
    return new Metric(
        name, ucumUnit, displayUnit, decimals, min, max, kind, vietnamese, english, chinese);
  }
}
