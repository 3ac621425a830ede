package vn.kenh.server.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.kenh.server.agronomy.SoilState;
import vn.kenh.server.irrigation.ValveState;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.StoreHealth;
import vn.kenh.server.telemetry.StoreUnavailableException;

final class FieldStatesTest {

  private static final Instant NOW = Instant.parse("2026-11-22T07:05:00Z");
  private static final Plot PLOT = new Plot("p", "f", "Vườn", "vải", 1000, Optional.empty());
  private static final Device PROBE = device("probe", DeviceKind.DRIP);
  private static final Device CAMERA = device("camera", DeviceKind.CAMERA);

  private final FieldStates states = new FieldStates(new DownStore());

  @Test
  void aPlotIsKnownByItsDevicesLastReadingsEvenWithoutTheStore() {
    PlotState state = states.plot(PLOT, NOW);

    assertThat(state.moisture()).hasValue(23);
    assertThat(state.soil()).isEqualTo(SoilState.DRY);
    assertThat(state.surfaceProbes()).containsExactly("probe");
    assertThat(state.valve()).isEqualTo(ValveState.CLOSED);
    assertThat(state.lastSeen()).hasValue(NOW.minusSeconds(60));
    assertThat(state.devices()).extracting(DeviceState::device).containsExactly(PROBE, CAMERA);
  }

  @Test
  void waterIsNotSaidToBeZeroWhenTheStoreCannotBeAsked() {
    PlotState state = states.plot(PLOT, NOW);

    assertThat(state.metered()).isTrue();
    assertThat(state.litresToday()).isEmpty();
  }

  @Test
  void aCameraIsSeenByItsPicturesAndOthersByTheirReadings() {
    assertThat(states.device(CAMERA).lastSeen()).hasValue(NOW.minusSeconds(5));
    assertThat(states.device(PROBE).lastSeen()).hasValue(NOW.minusSeconds(60));
    assertThat(states.device(PROBE).battery()).hasValue(80);
    assertThat(states.device(device("new", DeviceKind.CAMERA)).lastSeen()).isEmpty();
  }

  private static Device device(String id, DeviceKind kind) {
    return new Device(id, Optional.of("p"), kind, Optional.empty(), Instant.EPOCH);
  }

  /** The newest values are in memory; the store behind them is down. */
  private static final class DownStore implements FieldData {

    @Override
    public List<Farm> farms() {
      return List.of();
    }

    @Override
    public List<Plot> plots(String farm) {
      return List.of(PLOT);
    }

    @Override
    public Optional<Farm> farm(String id) {
      return Optional.empty();
    }

    @Override
    public Optional<Plot> plot(String id) {
      return Optional.of(PLOT);
    }

    @Override
    public Optional<Device> device(String id) {
      return Optional.empty();
    }

    @Override
    public List<Device> devicesOfPlot(String plot) {
      return List.of(PROBE, CAMERA);
    }

    @Override
    public Map<String, LatestValue> latest(String device) {
      long time = NOW.minusSeconds(60).toEpochMilli();
      return device.equals("probe")
          ? Map.of(
              "soil_moisture", new LatestValue(time, 23),
              "valve_open", new LatestValue(time - 1, 0),
              "water_volume", new LatestValue(time, 1234),
              "battery_level", new LatestValue(time, 80))
          : Map.of();
    }

    @Override
    public Series trend(Set<String> devices, String metric, long from, long to, int points)
        throws StoreUnavailableException {
      throw new StoreUnavailableException(StoreUnavailableException.Cause.TRANSIENT, "down");
    }

    @Override
    public Optional<Instant> lastPictureTaken(String camera) {
      return camera.equals("new") ? Optional.empty() : Optional.of(NOW.minusSeconds(5));
    }

    @Override
    public long quarantined() {
      return 0;
    }

    @Override
    public StoreHealth storeHealth() {
      return new StoreHealth(false, "down");
    }
  }
}
