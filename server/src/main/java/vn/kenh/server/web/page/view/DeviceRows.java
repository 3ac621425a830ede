package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import vn.kenh.server.alert.BatteryState;
import vn.kenh.server.alert.Silence;
import vn.kenh.server.field.DeviceState;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.field.FieldStates;
import vn.kenh.server.registry.Device;

/** Puts together what lists of devices show. */
public final class DeviceRows {

  private final FieldStates states;

  public DeviceRows(FieldData data) {
    this.states = new FieldStates(data);
  }

  public List<DeviceRow> of(List<Device> devices, Map<String, String> plotNames, Instant now) {
    return devices.stream().map(device -> row(states.device(device), plotNames, now)).toList();
  }

  static DeviceRow row(DeviceState state, Map<String, String> plotNames, Instant now) {
    return new DeviceRow(
        state.device(),
        state.device().plot().map(plot -> plotNames.getOrDefault(plot, plot)),
        state.lastSeen(),
        Silence.is(state.lastSeen(), now),
        state.battery(),
        BatteryState.at(state.battery()).wantsChange());
  }
}
