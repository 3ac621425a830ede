package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.web.page.chart.Sparkline;

/**
 * A plot's state at a glance.
 *
 * @param moisture mean of what its probes read last, percent; empty if none reported lately
 * @param moistureDay the last 24 hours of it
 * @param litresToday water given since midnight; empty where nothing measures it
 * @param lastSeen the newest reading of any of its devices
 * @param silent whether that is too long ago
 */
public record PlotCard(
    Plot plot,
    SoilState soil,
    OptionalDouble moisture,
    Sparkline moistureDay,
    OptionalDouble litresToday,
    ValveState valve,
    Optional<Picture> picture,
    Optional<Instant> lastSeen,
    boolean silent) {

  private static final double GAUGE_HEIGHT = 84;
  private static final double GAUGE_FULL_PERCENT = 50;

  /** How high the water stands in the gauge, in its SVG coordinates, from the top. */
  public int gaugeLevel() {
    double share = Math.min(1, moisture.orElse(0) / GAUGE_FULL_PERCENT);
    return (int) Math.round(GAUGE_HEIGHT * (1 - share));
  }
}
