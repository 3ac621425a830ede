package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import vn.kenh.server.irrigation.ValveState;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.web.page.chart.Gauge;
import vn.kenh.server.web.page.chart.Sparkline;

/**
 * A plot's state at a glance.
 *
 * @param moisture mean of what its probes read last, percent; empty if none reported lately
 * @param moistureDay the last 24 hours of it
 * @param metered whether anything measures the water it is given
 * @param litresToday water given since midnight; empty where that is not known
 * @param lastSeen the newest reading of any of its devices
 * @param silent whether that is too long ago
 */
public record PlotCard(
    Plot plot,
    SoilLook soil,
    OptionalDouble moisture,
    Sparkline moistureDay,
    boolean metered,
    OptionalDouble litresToday,
    ValveState valve,
    Optional<Picture> picture,
    Optional<Instant> lastSeen,
    boolean silent) {

  /** Whether it has a valve that reports. */
  public boolean hasValve() {
    return valve != ValveState.NONE;
  }

  public boolean isOpen() {
    return valve == ValveState.OPEN;
  }

  /** The key of the valve's state in the message catalogue. */
  public String valveKey() {
    return "valve." + valve.name().toLowerCase(Locale.ROOT);
  }

  /** How high the water stands in the gauge, in its SVG coordinates, from the top. */
  public int gaugeLevel() {
    return Gauge.level(moisture);
  }
}
