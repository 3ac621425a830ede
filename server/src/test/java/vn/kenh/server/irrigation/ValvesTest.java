package vn.kenh.server.irrigation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.telemetry.LatestValue;

final class ValvesTest {

  @Test
  void aPlotWithoutAValveHasNoState() {
    assertThat(ValveState.of(List.of())).isEqualTo(ValveState.NONE);
    assertThat(ValveState.of(List.of(Map.of("valve_open_x", value(1))))).isEqualTo(ValveState.NONE);
  }

  @Test
  void waterRunsWhereAnyValveIsOpen() {
    Map<String, LatestValue> closed = Map.of("valve_open", value(0), "valve_open_2", value(0));
    assertThat(ValveState.of(List.of(closed))).isEqualTo(ValveState.CLOSED);
    assertThat(ValveState.of(List.of(closed, Map.of("valve_open_2", value(1)))))
        .isEqualTo(ValveState.OPEN);
  }

  @Test
  void onlyADeviceForIrrigationHasAValveToOpen() {
    Map<String, LatestValue> latest = Map.of("valve_open", value(1));
    for (DeviceKind kind : DeviceKind.values()) {
      boolean irrigates = kind == DeviceKind.VALVE || kind == DeviceKind.DRIP;
      assertThat(DeviceValve.of(device(kind), latest).isPresent()).isEqualTo(irrigates);
    }
    assertThat(DeviceValve.of(device(DeviceKind.VALVE), Map.of())).isEmpty();
  }

  @Test
  void aValveIsAsItWasLastSaidToBe() {
    assertThat(DeviceValve.of(device(DeviceKind.VALVE), Map.of("valve_open", value(0))))
        .hasValue(new DeviceValve(false, Instant.ofEpochMilli(1000)));
    assertThat(DeviceValve.of(device(DeviceKind.VALVE), Map.of("valve_open", value(1))))
        .hasValue(new DeviceValve(true, Instant.ofEpochMilli(1000)));
  }

  @Test
  void whatMeasuresOnlyHasNoPumpToRun() {
    Map<String, LatestValue> latest = Map.of("pump_on", value(1));
    assertThat(DevicePump.of(device(DeviceKind.OTHER), latest))
        .hasValue(new DevicePump(true, Instant.ofEpochMilli(1000)));
    assertThat(DevicePump.of(device(DeviceKind.VALVE), Map.of("pump_on", value(0))))
        .hasValue(new DevicePump(false, Instant.ofEpochMilli(1000)));
    assertThat(DevicePump.of(device(DeviceKind.VALVE), Map.of())).isEmpty();
    for (DeviceKind kind : List.of(DeviceKind.CAMERA, DeviceKind.WEATHER, DeviceKind.GATEWAY)) {
      assertThat(DevicePump.of(device(kind), latest)).isEmpty();
    }
  }

  @Test
  void whatIsUsuallyChosenCanBeChosen() {
    assertThat(DeviceValve.MINUTES).contains(DeviceValve.USUAL_MINUTES).isSorted();
  }

  private static Device device(DeviceKind kind) {
    return new Device("d", Optional.empty(), kind, Optional.empty(), Instant.EPOCH);
  }

  private static LatestValue value(double value) {
    return new LatestValue(1000, value);
  }
}
