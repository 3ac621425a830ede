package vn.kenh.gateway.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kenh.gateway.reading.Metric;
import vn.kenh.gateway.reading.MetricCatalogue;

/**
 * Resolves the records of a SenML pack (RFC 8428, section 4.6) into points.
 *
 * <p>Names: the key is what stands behind the last colon or slash of the name, so {@code
 * urn:dev:ow:10e2073a01080063:soil_moisture} is {@code soil_moisture}. A record that has no name of
 * its own and whose base name ends with no metric is called after its unit ({@code %RH} is {@code
 * relative_humidity}). Two names that lead to the same key at the same time cannot both be that
 * device's; the later one is rejected.
 *
 * <p>Times: below 2^28 seconds they are relative to now, which is the time of receipt.
 *
 * <p>Units: values of the catalogue's metrics are turned into its unit, or rejected where the units
 * do not fit. Sums become {@code key_sum} as they are. Text and data are ignored.
 */
final class SenmlPack {

  private static final double RELATIVE_BELOW = 1L << 28;

  /** What a unit measures, where a record has nothing else to be called by. */
  private static final Map<String, String> QUANTITIES =
      Map.ofEntries(
          Map.entry("Cel", "temperature"),
          Map.entry("K", "temperature"),
          Map.entry("%RH", "relative_humidity"),
          Map.entry("%EL", "battery_level"),
          Map.entry("V", "voltage"),
          Map.entry("A", "current"),
          Map.entry("W", "power"),
          Map.entry("J", "energy"),
          Map.entry("Pa", "pressure"),
          Map.entry("lx", "light"),
          Map.entry("lat", "latitude"),
          Map.entry("lon", "longitude"),
          Map.entry("m/s", "speed"),
          Map.entry("pH", "ph"),
          Map.entry("S/m", "conductivity"),
          Map.entry("W/m2", "irradiance"),
          Map.entry("l", "volume"),
          Map.entry("m3", "volume"),
          Map.entry("l/s", "flow"),
          Map.entry("m3/s", "flow"));

  private final long receivedMillis;
  private final Map<Long, Map<String, Entry>> points = new LinkedHashMap<>();

  private String baseName = "";
  private String baseUnit = "";
  private double baseTime;
  private double baseValue;
  private double baseSum;

  SenmlPack(long receivedMillis) {
    this.receivedMillis = receivedMillis;
  }

  void add(SenmlRecord record) {
    baseName = orElse(record.baseName, baseName);
    baseUnit = orElse(record.baseUnit, baseUnit);
    baseTime = orElse(record.baseTime, baseTime);
    baseValue = orElse(record.baseValue, baseValue);
    baseSum = orElse(record.baseSum, baseSum);
    Double value = record.value;
    Double sum = record.sum;
    if (value == null && sum == null && !record.textual) {
      return;
    }
    String ownName = orElse(record.name, "");
    String unit = orElse(record.unit, baseUnit);
    String name = baseName + ownName;
    String key = key(ownName, unit);
    Map<String, Entry> point =
        points.computeIfAbsent(millis(record.time), time -> new LinkedHashMap<>());
    if (record.textual) {
      put(point, key, new Entry(name, 0, "", true));
    } else if (value != null) {
      put(point, key, entry(name, key, unit, value + baseValue));
    }
    if (sum != null) {
      put(point, key + "_sum", finite(name, sum + baseSum));
    }
  }

  void writeTo(String device, ReadingOutput output) {
    points.forEach(
        (time, entries) -> {
          output.point(device, time);
          entries.forEach((key, entry) -> entry.writeTo(key, output));
        });
  }

  private static void put(Map<String, Entry> point, String key, Entry entry) {
    Entry before = point.get(key);
    if (before == null || before.name.equals(entry.name)) {
      point.put(key, entry);
    } else {
      point.put(
          key + " of " + entry.name,
          new Entry(
              entry.name,
              entry.value,
              entry.name + " and " + before.name + " are both " + key + " at the same time",
              false));
    }
  }

  private static Entry entry(String name, String key, String unit, double value) {
    Optional<Metric> metric = MetricCatalogue.find(key);
    if (metric.isEmpty() || unit.isEmpty()) {
      return finite(name, value);
    }
    String expected = metric.get().ucumUnit();
    return UnitConversion.toCatalogue(unit, expected)
        .map(conversion -> finite(name, conversion.apply(value)))
        .orElseGet(
            () ->
                new Entry(
                    name, value, "unit " + unit + " cannot be turned into " + expected, false));
  }

  private static Entry finite(String name, double value) {
    return new Entry(name, value, Double.isFinite(value) ? "" : "not a finite number", false);
  }

  private String key(String ownName, String unit) {
    String key = lastPart(ownName.isEmpty() ? baseName : ownName);
    if (!ownName.isEmpty() || MetricCatalogue.find(key).isPresent()) {
      return key;
    }
    return QUANTITIES.getOrDefault(unit, key);
  }

  private static String lastPart(String name) {
    int end = name.length();
    while (end > 0 && isSeparator(name.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && !isSeparator(name.charAt(start - 1))) {
      start--;
    }
    return name.substring(start, end);
  }

  private static boolean isSeparator(char c) {
    return c == ':' || c == '/';
  }

  private long millis(double time) {
    double seconds = baseTime + time;
    long millis = Math.round(seconds * 1_000);
    return seconds < RELATIVE_BELOW ? receivedMillis + millis : millis;
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  /** A value, or with a reason what cannot be one. */
  private record Entry(String name, double value, String reason, boolean textual) {

    void writeTo(String key, ReadingOutput output) {
      if (textual) {
        output.ignore(key);
      } else if (reason.isEmpty()) {
        output.value(key, value);
      } else {
        output.reject(key, Double.toString(value), reason);
      }
    }
  }
}
