package vn.kenh.server.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of line protocol taken apart as text, without judging its values, so that single fields
 * can be set aside. Used only for lines that a store refused.
 *
 * @param head measurement and tags
 * @param fields each {@code key=value}, as written
 * @param time the timestamp; empty if the line had none
 */
record LinePoint(String head, List<String> fields, String time) {

  /** Empty if there is no field to be found in the line. */
  static Optional<LinePoint> of(String line) {
    int headEnd = endOfToken(line, 0, false);
    if (headEnd >= line.length()) {
      return Optional.empty();
    }
    List<String> fields = new ArrayList<>();
    int at = headEnd;
    do {
      int end = endOfToken(line, at + 1, true);
      fields.add(line.substring(at + 1, end));
      at = end;
    } while (at < line.length() && line.charAt(at) == ',');
    String time = line.substring(Math.min(line.length(), at + 1)).strip();
    return Optional.of(new LinePoint(line.substring(0, headEnd), fields, time));
  }

  /** The line with these of its fields only. */
  String with(List<String> some) {
    String line = head + " " + String.join(",", some);
    return time.isEmpty() ? line : line + " " + time;
  }

  /** The name in front of the equals sign, escapes undone. */
  static String keyOf(String field) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < field.length() && field.charAt(i) != '='; i++) {
      if (isEscape(field, i)) {
        i++;
      }
      key.append(field.charAt(i));
    }
    return key.toString();
  }

  private static int endOfToken(String line, int start, boolean isField) {
    boolean quoted = false;
    for (int i = start; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted ? c == '\\' : isEscape(line, i)) {
        i++;
      } else if (c == '"' && isField) {
        quoted = !quoted;
      } else if (!quoted && (c == ' ' || (c == ',' && isField))) {
        return i;
      }
    }
    return line.length();
  }

  private static boolean isEscape(String line, int at) {
    return line.charAt(at) == '\\'
        && at + 1 < line.length()
        && ",= ".indexOf(line.charAt(at + 1)) >= 0;
  }
}
