package vn.kenh.gateway.reading;

/** What may be a device id: a level of an MQTT topic that line protocol can carry as a tag. */
public final class DeviceIds {

  /** The greatest length of an id in UTF-8 bytes. */
  public static final int MAX_BYTES = 256;

  private DeviceIds() {}

  /**
   * Whether {@code id} is 1 to 256 bytes of well-formed text without control characters, without
   * {@code / + #} (which mean something in a topic) and without the backslash (which line protocol
   * cannot carry before every other character).
   */
  public static boolean isValid(String id) {
    int bytes = 0;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c < 0x20 || c == 0x7f || c == '/' || c == '+' || c == '#' || c == '\\') {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < id.length()
                && Character.isLowSurrogate(id.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
        bytes += 4;
      } else {
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    return bytes > 0 && bytes <= MAX_BYTES;
  }
}
