package vn.kenh.server.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the device in a line that may be wrong in every other respect. */
final class DeviceTag {

  private static final Pattern DEVICE = Pattern.compile(",device=((?:\\\\[,= ]|[^, ])*)");
  private static final Pattern ESCAPED = Pattern.compile("\\\\([,= ])");

  private DeviceTag() {}

  /** The device's id, or empty if the line names none. */
  static String of(String line) {
    Matcher device = DEVICE.matcher(line);
    return device.find() ? ESCAPED.matcher(device.group(1)).replaceAll("$1") : "";
  }
}
