package vn.kenh.sim.farm;

/** The kinds of device that farms have. */
public enum DeviceType {
  /** Controller of a drip line: valve, flow, pressure, volume, and a soil probe. */
  DRIP("drip", "drip"),
  /** Soil probe with three depths. */
  PROBE("probe", "other"),
  WEATHER("weather", "weather"),
  /** Pump station: pump, main valve, level of the pond, water quality. */
  PUMP("pump", "valve"),
  CAMERA("cam", "camera");

  private final String prefix;
  private final String kind;

  DeviceType(String prefix, String kind) {
    this.prefix = prefix;
    this.kind = kind;
  }

  /** What device ids of this type begin with, after the farm. */
  public String prefix() {
    return prefix;
  }

  /** The kind under which the server registers it. */
  public String kind() {
    return kind;
  }

  /** Whether devices of this type listen for commands and obey them. */
  public boolean takesCommands() {
    return this == DRIP || this == PUMP;
  }
}
