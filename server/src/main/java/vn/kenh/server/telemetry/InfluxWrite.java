package vn.kenh.server.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.kenh.server.telemetry.WriteResult.RefusedReadings;

/**
 * Writes one bundle and finds what InfluxDB will not take of it.
 *
 * <p>InfluxDB stores what it can of a request and says no (400) to all of it; over several shards
 * it may even say no before it has stored the rest. So a line counts as stored only when a request
 * that held it was answered with yes, and after a no everything is sent again in smaller parts:
 * without the field that was named, or in halves, down to single fields. Sending a reading twice
 * changes nothing.
 */
final class InfluxWrite {

  private static final Pattern CONFLICT =
      Pattern.compile("field type conflict: input field \"(.*?)\" on measurement \"");
  private static final Pattern DROPPED = Pattern.compile(" dropped=(\\d+)$");
  private static final String BEYOND_RETENTION = "points beyond retention policy";

  private final InfluxConnection connection;
  private final List<RefusedReadings> refused = new ArrayList<>();

  InfluxWrite(InfluxConnection connection) {
    this.connection = connection;
  }

  /**
   * Sends the lines.
   *
   * @return what was refused; all else is stored
   */
  List<RefusedReadings> write(String lines) throws StoreUnavailableException, InterruptedException {
    try {
      connection.write(lines);
    } catch (InfluxRefusal refusal) {
      List<Line> parts =
          lines
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Line::of)
              .sorted(Comparator.comparing(Line::timeMillis))
              .toList();
      divide(parts, refusal);
    }
    return refused;
  }

  private void send(List<Line> lines) throws StoreUnavailableException, InterruptedException {
    if (lines.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text).append('\n'));
    try {
      connection.write(text.toString());
    } catch (InfluxRefusal refusal) {
      divide(lines, refusal);
    }
  }

  private void divide(List<Line> lines, InfluxRefusal refusal)
      throws StoreUnavailableException, InterruptedException {
    Matcher conflict = CONFLICT.matcher(refusal.words());
    if (isAboutAll(lines, refusal)) {
      lines.forEach(line -> refuse(line, refusal));
    } else if (conflict.find()
        && hasField(conflict.group(1), lines)
        && hasOtherFieldsThan(conflict.group(1), lines)) {
      send(filtered(lines, other -> !isOf(conflict.group(1), other)));
      send(filtered(lines, other -> isOf(conflict.group(1), other)));
    } else if (lines.size() > 1) {
      send(lines.subList(0, lines.size() / 2));
      send(lines.subList(lines.size() / 2, lines.size()));
    } else if (lines.get(0).readings() > 1) {
      List<String> fields = lines.get(0).fields();
      send(List.of(lines.get(0).with(fields.subList(0, fields.size() / 2))));
      send(List.of(lines.get(0).with(fields.subList(fields.size() / 2, fields.size()))));
    } else {
      refuse(lines.get(0), refusal);
    }
  }

  /**
   * Whether InfluxDB says that it dropped every line, for a reason that would hold for each field
   * alone: so that a month of late readings is not taken apart one by one.
   */
  private static boolean isAboutAll(List<Line> lines, InfluxRefusal refusal) {
    Matcher dropped = DROPPED.matcher(refusal.words());
    if (!dropped.find() || Long.parseLong(dropped.group(1)) != lines.size()) {
      return false;
    }
    Matcher conflict = CONFLICT.matcher(refusal.words());
    return refusal.words().contains(BEYOND_RETENTION)
        || (conflict.find() && !hasOtherFieldsThan(conflict.group(1), lines));
  }

  private void refuse(Line line, InfluxRefusal refusal) {
    refused.add(new RefusedReadings(line.text, line.readings(), refusal.words()));
  }

  private static boolean hasOtherFieldsThan(String field, List<Line> lines) {
    return lines.stream()
        .anyMatch(line -> line.fields().stream().anyMatch(other -> !isOf(field, other)));
  }

  private static boolean hasField(String field, List<Line> lines) {
    return lines.stream()
        .anyMatch(line -> line.fields().stream().anyMatch(own -> isOf(field, own)));
  }

  private static List<Line> filtered(List<Line> lines, Predicate<String> wanted) {
    return lines.stream()
        .map(line -> line.with(line.fields().stream().filter(wanted).toList()))
        .filter(line -> !line.fields().isEmpty())
        .toList();
  }

  private static boolean isOf(String key, String field) {
    return LinePoint.keyOf(field).equals(key);
  }

  /** A line with its parts. */
  private record Line(String text, LinePoint point) {

    /** A line in which no field can be found is kept whole, as if it were one. */
    static Line of(String text) {
      LinePoint whole = new LinePoint("", List.of(text), "");
      return new Line(text, LinePoint.of(text).orElse(whole));
    }

    List<String> fields() {
      return point.fields();
    }

    int readings() {
      return point.fields().size();
    }

    long timeMillis() {
      try {
        return Long.parseLong(point.time());
      } catch (NumberFormatException e) {
        return 0; // The order only makes the search shorter.
      }
    }

    Line with(List<String> some) {
      if (some.size() == fields().size()) {
        return this;
      }
      return new Line(point.with(some), new LinePoint(point.head(), some, point.time()));
    }
  }
}
