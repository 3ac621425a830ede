package vn.kenh.server.field;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import vn.kenh.server.agronomy.SoilLimits;
import vn.kenh.server.agronomy.SoilState;
import vn.kenh.server.irrigation.ValveState;
import vn.kenh.server.registry.Plot;

/**
 * What is known of a plot now.
 *
 * @param limits by which its soil is judged
 * @param moisture mean of what its probes read last, percent; empty if none reported lately
 * @param surfaceProbes devices that measure soil moisture near the surface
 * @param metered whether anything measures the water it is given
 * @param litresToday water given since midnight; empty where nothing measures it, or the store does
 *     not answer
 * @param lastSeen the newest reading of any of its devices
 */
public record PlotState(
    Plot plot,
    SoilLimits limits,
    OptionalDouble moisture,
    Set<String> surfaceProbes,
    boolean metered,
    OptionalDouble litresToday,
    ValveState valve,
    Optional<Instant> lastSeen,
    List<DeviceState> devices) {

  public SoilState soil() {
    return limits.stateAt(moisture);
  }
}
