package vn.kenh.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.kenh.server.agronomy.SoilLimits;
import vn.kenh.server.field.DeviceState;
import vn.kenh.server.field.PlotState;
import vn.kenh.server.irrigation.ValveState;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.telemetry.StoreHealth;

final class FindingsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T07:05:00Z");
  private static final StoreHealth UP = new StoreHealth(true, "answers");
  private static final Plot PLOT = new Plot("p", "f", "Vườn", "vải", 1000, Optional.empty());

  @Test
  void nothingIsFoundWhereAllIsWell() {
    assertThat(found(plot(30, ValveState.CLOSED, device("a", 1, 80)))).isEmpty();
    assertThat(Findings.of(UP, List.of(), 0, NOW)).isEmpty();
  }

  @Test
  void aSoilNobodyMeasuresIsNotDry() {
    assertThat(found(state(OptionalDouble.empty(), ValveState.NONE))).isEmpty();
  }

  @Test
  void aDrySoilIsAWarningAndAVeryDryOneAnAlarm() {
    assertThat(found(plot(25.9, ValveState.CLOSED)))
        .containsExactly(new Finding.DrySoil(Level.WARNING, PLOT, 25.9, false));
    assertThat(found(plot(19.9, ValveState.OPEN)))
        .containsExactly(new Finding.DrySoil(Level.ALARM, PLOT, 19.9, true));
    assertThat(found(plot(45, ValveState.CLOSED))).isEmpty();
  }

  @Test
  void aDeviceIsSilentAfterMoreThanAnHour() {
    assertThat(found(plot(30, ValveState.NONE, device("a", 60, 80)))).isEmpty();
    DeviceState silent = device("a", 61, 80);
    assertThat(found(plot(30, ValveState.NONE, silent)))
        .containsExactly(
            new Finding.SilentDevices(
                PLOT, List.of(silent.device()), NOW.minus(Duration.ofMinutes(61))));
  }

  @Test
  void severalSilentDevicesAreOneFindingSinceTheLastOfThem() {
    DeviceState first = device("a", 500, 80);
    DeviceState second = device("b", 90, 80);
    assertThat(found(plot(30, ValveState.NONE, first, device("c", 1, 80), second)))
        .containsExactly(
            new Finding.SilentDevices(
                PLOT, List.of(first.device(), second.device()), NOW.minus(Duration.ofMinutes(90))));
  }

  @Test
  void aDeviceNeverHeardOfIsAHintAndNotSilent() {
    Device device = device("a", 0, 80).device();
    DeviceState never = new DeviceState(device, Optional.empty(), OptionalDouble.empty());
    assertThat(found(plot(30, ValveState.NONE, never)))
        .containsExactly(new Finding.NeverSeen(PLOT, device));
    assertThat(Silence.is(Optional.empty(), NOW)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, EMPTY", "10, EMPTY", "10.1, LOW", "25, LOW", "25.1, GOOD", "100, GOOD"})
  void aBatteryIsNamedByItsCharge(double percent, BatteryState state) {
    assertThat(BatteryState.at(OptionalDouble.of(percent))).isEqualTo(state);
  }

  @Test
  void aLowBatteryIsAWarningAndAnEmptyOneAnAlarm() {
    DeviceState low = device("low", 1, 25);
    DeviceState empty = device("empty", 1, 10);
    assertThat(found(plot(30, ValveState.NONE, low, empty)))
        .containsExactly(
            new Finding.LowBattery(Level.ALARM, PLOT, empty.device(), 10),
            new Finding.LowBattery(Level.WARNING, PLOT, low.device(), 25));
    assertThat(BatteryState.at(OptionalDouble.empty()).wantsChange()).isFalse();
  }

  @Test
  void theStoreComesFirstAndTheQuarantineLast() {
    List<Finding> found =
        Findings.of(
            new StoreHealth(false, "start it"),
            List.of(plot(10, ValveState.CLOSED), plot(23, ValveState.CLOSED)),
            3,
            NOW);
    assertThat(found)
        .containsExactly(
            new Finding.StoreDown("start it"),
            new Finding.DrySoil(Level.ALARM, PLOT, 10, false),
            new Finding.DrySoil(Level.WARNING, PLOT, 23, false),
            new Finding.Quarantined(3));
  }

  @Property
  void theWorstAlwaysComesFirst(
      @ForAll @Size(max = 12) List<@DoubleRange(max = 100) Double> moistures,
      @ForAll @DoubleRange(max = 100) double battery) {
    List<PlotState> plots =
        moistures.stream()
            .map(moisture -> plot(moisture, ValveState.CLOSED, device("a", 90, battery)))
            .toList();
    assertThat(Findings.of(UP, plots, 1, NOW)).extracting(Finding::level).isSorted();
  }

  private static List<Finding> found(PlotState plot) {
    return Findings.of(UP, List.of(plot), 0, NOW);
  }

  private static PlotState plot(double moisture, ValveState valve, DeviceState... devices) {
    return state(OptionalDouble.of(moisture), valve, devices);
  }

  private static PlotState state(
      OptionalDouble moisture, ValveState valve, DeviceState... devices) {
    return new PlotState(
        PLOT,
        SoilLimits.DELTA_SILT_LOAM,
        moisture,
        Set.of(),
        false,
        OptionalDouble.empty(),
        valve,
        Optional.of(NOW),
        Arrays.asList(devices));
  }

  private static DeviceState device(String id, int minutesAgo, double battery) {
    return new DeviceState(
        new Device(id, Optional.of("p"), DeviceKind.DRIP, Optional.empty(), Instant.EPOCH),
        Optional.of(NOW.minus(Duration.ofMinutes(minutesAgo))),
        OptionalDouble.of(battery));
  }
}
