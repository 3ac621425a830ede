package vn.kenh.gateway.codec;

import vn.kenh.gateway.reading.DeviceIds;

/** Our own topics: {@code kenh/{device}/{kind}}. */
final class DeviceTopic {

  private static final String ROOT = "kenh/";

  private DeviceTopic() {}

  /** Whether {@code topic} is {@code kenh/{device}/{kind}} for some device. */
  static boolean is(String topic, String kind) {
    int device = topic.length() - kind.length() - 1 - ROOT.length();
    return device > 0
        && topic.endsWith(kind)
        && topic.startsWith(ROOT)
        && topic.indexOf('/', ROOT.length()) == ROOT.length() + device;
  }

  /** The device of one of our topics. */
  static String device(String topic) throws UndecodableException {
    int end = topic.startsWith(ROOT) ? topic.indexOf('/', ROOT.length()) : -1;
    String device = end < 0 ? "" : topic.substring(ROOT.length(), end);
    if (!DeviceIds.isValid(device)) {
      throw new UndecodableException(
          "the topic does not name a device: expected kenh/{device}/… with an id of at most "
              + DeviceIds.MAX_BYTES
              + " bytes without control characters or backslash");
    }
    return device;
  }
}
