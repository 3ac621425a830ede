package vn.kenh.sim.farm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.fault.DeviceFaults;
import vn.kenh.sim.fault.Fault;
import vn.kenh.sim.weather.Evapotranspiration;
import vn.kenh.sim.weather.Sky;
import vn.kenh.sim.weather.Weather;

/**
 * One farm as it really is, moved through time by whole minutes. Two worlds made from the same
 * plan, seed, faults and first moment are equal at every later moment, so history can be told by
 * one world while another already lives in the present. Used by one thread at a time.
 */
public final class FarmWorld {

  private static final long MINUTE = 60_000;

  private final FarmPlan plan;
  private final Weather weather;
  private final List<PlotWorld> plots = new ArrayList<>();
  private final Map<String, DeviceFaults> faults = new HashMap<>();
  private final List<MinuteListener> listeners = new ArrayList<>();
  private long now;
  private long skyMillis = Long.MIN_VALUE;
  private Sky sky;
  private double rainMm;
  private double referenceMm;

  /** Told of each minute after the world has moved through it. */
  @FunctionalInterface
  public interface MinuteListener {

    /**
     * @param millis end of the minute
     * @param sky weather at its beginning
     */
    void minutePassed(long millis, Sky sky);
  }

  /**
   * @param from first moment, epoch milliseconds; rounded down to a minute
   */
  public FarmWorld(FarmPlan plan, long seed, List<Fault> allFaults, long from) {
    this.plan = plan;
    this.now = from - Math.floorMod(from, MINUTE);
    Substream chance = Substream.of(seed).child(plan.id());
    this.weather = new Weather(plan.site(), chance.child("weather"));
    this.sky = weather.at(now / 1000.0);
    for (DevicePlan device : plan.devices()) {
      faults.put(device.id(), DeviceFaults.of(device.id(), allFaults));
    }
    for (int i = 0; i < plan.plots().size(); i++) {
      PlotPlan plot = plan.plots().get(i);
      plots.add(new PlotWorld(plot, chance.child(plot.id()), dripFaults(i), i, now));
    }
  }

  public void onMinute(MinuteListener listener) {
    listeners.add(listener);
  }

  /** Moves on, a minute at a time, to the last whole minute not after {@code millis}. */
  public void advanceTo(long millis) {
    while (now + MINUTE <= millis) {
      double from = now / 1000.0;
      Sky atBeginning = weather.at(from);
      double rain = weather.rainDepth(from, from + 60);
      double reference = Evapotranspiration.hourly(atBeginning, plan.site().elevation()) / 60;
      for (PlotWorld plot : plots) {
        plot.step(now, now + MINUTE, rain, reference);
      }
      rainMm += rain;
      referenceMm += reference;
      now += MINUTE;
      for (MinuteListener listener : listeners) {
        listener.minutePassed(now, atBeginning);
      }
    }
  }

  /** The last whole minute reached, epoch milliseconds. */
  public long now() {
    return now;
  }

  /** The weather at any moment. */
  public Sky skyAt(long millis) {
    if (millis != skyMillis) {
      sky = weather.at(millis / 1000.0);
      skyMillis = millis;
    }
    return sky;
  }

  public Weather weather() {
    return weather;
  }

  /** Rain since the first moment, mm. */
  public double rainMm() {
    return rainMm;
  }

  /** Reference evapotranspiration since the first moment, mm. */
  public double referenceMm() {
    return referenceMm;
  }

  public FarmPlan plan() {
    return plan;
  }

  public PlotWorld plot(int index) {
    return plots.get(index);
  }

  public List<PlotWorld> plots() {
    return List.copyOf(plots);
  }

  public DeviceFaults faultsOf(String device) {
    DeviceFaults found = faults.get(device);
    return found == null ? DeviceFaults.of(device, List.of()) : found;
  }

  private DeviceFaults dripFaults(int plot) {
    return plan.devices().stream()
        .filter(device -> device.type() == DeviceType.DRIP && device.plot() == plot)
        .findFirst()
        .map(device -> faultsOf(device.id()))
        .orElseGet(() -> DeviceFaults.of("", List.of()));
  }
}
