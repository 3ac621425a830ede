package vn.kenh.server.web.page.chart;

import java.util.OptionalDouble;

/** A tank that shows a soil moisture as a level of water. */
public final class Gauge {

  private static final double HEIGHT = 84;

  /** Hardly any soil of a farm holds more. */
  private static final double FULL_PERCENT = 50;

  private Gauge() {}

  /** How high the water stands, in its SVG coordinates, from the top; empty is the bottom. */
  public static int level(OptionalDouble percent) {
    double share = Math.min(1, percent.orElse(0) / FULL_PERCENT);
    return (int) Math.round(HEIGHT * (1 - share));
  }
}
