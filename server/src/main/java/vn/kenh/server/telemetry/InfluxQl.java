package vn.kenh.server.telemetry;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** InfluxQL text, safe whatever the names hold. */
final class InfluxQl {

  private static final String FROM = " FROM \"telemetry\" WHERE ";

  private InfluxQl() {}

  /** A database, field or tag name. */
  static String identifier(String name) {
    return '"' + escaped(name).replace("\"", "\\\"") + '"';
  }

  /** A text value. */
  static String string(String value) {
    return '\'' + escaped(value).replace("'", "\\'") + '\'';
  }

  static String createDatabase(String database) {
    return "CREATE DATABASE " + identifier(database);
  }

  static String count(Set<String> devices, String metric, TimeRange range) {
    return "SELECT count(" + identifier(metric) + ")" + FROM + where(devices, range);
  }

  static String raw(Set<String> devices, String metric, TimeRange range) {
    return "SELECT " + identifier(metric) + FROM + where(devices, range);
  }

  /** Columns time, mean, min, max. */
  static String buckets(
      Set<String> devices, String metric, TimeRange range, long interval, long offset) {
    String field = identifier(metric);
    return "SELECT mean(%1$s), min(%1$s), max(%1$s)".formatted(field)
        + FROM
        + where(devices, range)
        + " GROUP BY time(%dms, %dms) fill(none)".formatted(interval, offset);
  }

  /** Columns time, device, and the metrics; all of them if none is named. */
  static String rows(Set<String> devices, Set<String> metrics, TimeRange range) {
    String fields =
        metrics.isEmpty()
            ? "*::field"
            : metrics.stream()
                .sorted()
                .map(metric -> identifier(metric) + "::field")
                .collect(Collectors.joining(", "));
    return "SELECT \"device\"::tag, " + fields + FROM + where(devices, range);
  }

  /** One row of columns {@code last_METRIC}, whose time means nothing. */
  static String lastOfAll(String device) {
    return "SELECT last(*)" + FROM + devices(Set.of(device));
  }

  /** A statement for each metric, each with the time of its newest value. */
  static String last(String device, Collection<String> metrics) {
    return metrics.stream()
        .map(metric -> "SELECT last(" + identifier(metric) + ")" + FROM + devices(Set.of(device)))
        .collect(Collectors.joining("; "));
  }

  private static String where(Set<String> devices, TimeRange range) {
    return "(%s) AND time >= %dms AND time < %dms"
        .formatted(devices(devices), range.fromMillis(), range.toMillis());
  }

  private static String devices(Set<String> devices) {
    return devices.stream()
        .sorted()
        .map(device -> "\"device\" = " + string(device))
        .collect(Collectors.joining(" OR "));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }
}
