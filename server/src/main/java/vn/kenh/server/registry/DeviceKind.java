package vn.kenh.server.registry;

import java.util.Locale;

/** What a device is; the API writes these in lower case. */
public enum DeviceKind {
  DRIP,
  WEATHER,
  VALVE,
  CAMERA,
  GATEWAY,
  OTHER;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
