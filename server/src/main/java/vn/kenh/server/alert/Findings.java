package vn.kenh.server.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vn.kenh.server.agronomy.SoilState;
import vn.kenh.server.field.DeviceState;
import vn.kenh.server.field.PlotState;
import vn.kenh.server.irrigation.ValveState;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.telemetry.StoreHealth;

/** The rules by which something wants attention. */
public final class Findings {

  private final Instant now;
  private final List<Finding> found = new ArrayList<>();

  private Findings(Instant now) {
    this.now = now;
  }

  /**
   * What a person should look at, worst first; of the same level, in the order of the plots.
   *
   * @param quarantined how many messages wait in quarantine
   */
  public static List<Finding> of(
      StoreHealth store, List<PlotState> plots, long quarantined, Instant now) {
    Findings findings = new Findings(now);
    if (!store.up()) {
      findings.found.add(new Finding.StoreDown(store.detail()));
    }
    plots.forEach(findings::plot);
    if (quarantined > 0) {
      findings.found.add(new Finding.Quarantined(quarantined));
    }
    findings.found.sort(Comparator.comparing(Finding::level));
    return List.copyOf(findings.found);
  }

  private void plot(PlotState state) {
    soil(state);
    for (DeviceState device : state.devices()) {
      if (device.lastSeen().isEmpty()) {
        found.add(new Finding.NeverSeen(state.plot(), device.device()));
      }
      battery(state.plot(), device);
    }
    silence(state);
  }

  private void soil(PlotState state) {
    if (state.soil().wantsWater()) {
      found.add(
          new Finding.DrySoil(
              state.soil() == SoilState.VERY_DRY ? Level.ALARM : Level.WARNING,
              state.plot(),
              state.moisture().orElseThrow(),
              state.valve() == ValveState.OPEN));
    }
  }

  private void battery(Plot plot, DeviceState device) {
    BatteryState battery = BatteryState.at(device.battery());
    if (battery.wantsChange()) {
      found.add(
          new Finding.LowBattery(
              battery == BatteryState.EMPTY ? Level.ALARM : Level.WARNING,
              plot,
              device.device(),
              device.battery().orElseThrow()));
    }
  }

  private void silence(PlotState state) {
    List<Device> silent = new ArrayList<>();
    Instant lastSeen = Instant.MIN;
    for (DeviceState device : state.devices()) {
      if (device.lastSeen().isPresent() && Silence.is(device.lastSeen(), now)) {
        silent.add(device.device());
        Instant seen = device.lastSeen().get();
        lastSeen = seen.isAfter(lastSeen) ? seen : lastSeen;
      }
    }
    if (!silent.isEmpty()) {
      found.add(new Finding.SilentDevices(state.plot(), List.copyOf(silent), lastSeen));
    }
  }
}
