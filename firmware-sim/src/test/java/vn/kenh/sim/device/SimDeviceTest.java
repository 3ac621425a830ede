package vn.kenh.sim.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import vn.kenh.sim.farm.FarmCatalogue;
import vn.kenh.sim.farm.FarmPlan;
import vn.kenh.sim.farm.FarmWorld;
import vn.kenh.sim.farm.PlotWorld;
import vn.kenh.sim.fault.Fault;
import vn.kenh.sim.fault.FaultSyntax;

final class SimDeviceTest {

  private static final Instant START = Instant.parse("2026-11-20T17:00:00Z");
  private static final long HOUR = 3_600_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A farm of the catalogue with its devices, run through time. */
  private static final class Run {
    final FarmWorld world;
    final Map<String, SimDevice> devices = new HashMap<>();

    Run(long seed, String... faults) {
      List<Fault> parsed = new ArrayList<>();
      for (String fault : faults) {
        parsed.add(FaultSyntax.parse(fault, START));
      }
      FarmPlan plan = FarmCatalogue.handDrawn().get(1);
      world = new FarmWorld(plan, seed, parsed, START.minus(Duration.ofDays(20)).toEpochMilli());
      plan.devices().forEach(d -> devices.put(d.id(), SimDevice.create(d, world, seed)));
      world.advanceTo(START.toEpochMilli());
    }

    JsonNode report(String device, long afterStart) throws Exception {
      long now = START.toEpochMilli() + afterStart;
      world.advanceTo(now);
      return JSON.readTree(device(device).report(now).toString());
    }

    SimDevice device(String id) {
      return java.util.Objects.requireNonNull(devices.get("thoxuan-" + id));
    }

    List<String> day(String device) {
      List<String> reports = new ArrayList<>();
      for (long t = START.toEpochMilli(); t < START.toEpochMilli() + 24 * HOUR; t += 300_000) {
        world.advanceTo(t);
        reports.add(device(device).report(t).toString());
      }
      return reports;
    }
  }

  @Test
  void theSameSeedGivesTheSameDayBitForBitAndAnotherSeedAnother() {
    for (String device : List.of("drip-01", "probe-02", "weather-01", "pump-01", "cam-01")) {
      assertThat(new Run(5).day(device)).isEqualTo(new Run(5).day(device));
    }
    assertThat(new Run(5).day("drip-01")).isNotEqualTo(new Run(6).day("drip-01"));
  }

  @Test
  void aDeviceDoesNotDependOnWhetherOthersReport() {
    Run alone = new Run(5);
    Run together = new Run(5);
    List<String> expected = alone.day("probe-01");
    List<String> seen = new ArrayList<>();
    for (long t = START.toEpochMilli(); t < START.toEpochMilli() + 24 * HOUR; t += 300_000) {
      together.world.advanceTo(t);
      for (SimDevice device : together.devices.values()) {
        String report = device.report(t).toString();
        if (device.plan().id().endsWith("probe-01")) {
          seen.add(report);
        }
      }
    }
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void reportsAreTheInterfacesJson() throws Exception {
    JsonNode drip = new Run(1).report("drip-01", HOUR);
    assertThat(drip.path("time").longValue()).isEqualTo(START.toEpochMilli() + HOUR);
    assertThat(drip.path("valve_open").isBoolean()).isTrue();
    assertThat(drip.path("soil_moisture").doubleValue()).isBetween(5.0, 50.0);
    assertThat(drip.path("battery_level").doubleValue()).isBetween(1.0, 100.0);
    assertThat(drip.path("rssi").doubleValue()).isBetween(-130.0, -40.0);
    JsonNode weather = new Run(1).report("weather-01", HOUR);
    List<String> names = new ArrayList<>();
    weather.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .contains("air_temperature", "air_humidity", "rainfall", "solar_radiation", "air_pressure");
  }

  @Test
  void theControllerWatersADrySoilAndTheCounterAgreesWithTheFlow() throws Exception {
    Run run = new Run(5);
    double first = run.report("drip-01", 0).path("water_volume").doubleValue();
    double poured = 0;
    for (long t = 0; t < 20 * 24 * HOUR; t += 10_000) {
      poured += run.report("drip-01", t).path("water_flow").doubleValue() / 6;
    }
    double counted =
        run.report("drip-01", 20 * 24 * HOUR).path("water_volume").doubleValue() - first;
    assertThat(counted).isGreaterThan(1000);
    assertThat(poured).isCloseTo(counted, within(counted * 0.02));
  }

  @Test
  void theWaterBalanceOfEveryPlotCloses() {
    Run run = new Run(3);
    FarmPlan plan = run.world.plan();
    FarmWorld fresh = new FarmWorld(plan, 3, List.of(), START.toEpochMilli());
    List<Double> before = fresh.plots().stream().map(p -> p.soil().storage()).toList();
    fresh.advanceTo(START.toEpochMilli() + 60 * 24 * HOUR);
    for (int i = 0; i < before.size(); i++) {
      PlotWorld plot = fresh.plot(i);
      assertThat(plot.soil().storage() - before.get(i))
          .isCloseTo(plot.soil().balance().gain(), within(1e-6));
      assertThat(plot.soil().balance().evapotranspiration()).isBetween(20.0, 300.0);
    }
  }

  @Test
  void aLeakShowsAsMoreFlowAtLessPressure() throws Exception {
    Run sound = new Run(4);
    Run leaking = new Run(4, "leak=0.5@drip-01:+1h..+3h");
    open(sound, leaking);
    JsonNode before = leaking.report("drip-01", HOUR - 60_000);
    assertThat(before).isEqualTo(sound.report("drip-01", HOUR - 60_000));
    JsonNode good = sound.report("drip-01", 2 * HOUR);
    JsonNode bad = leaking.report("drip-01", 2 * HOUR);
    assertThat(bad.path("water_flow").doubleValue())
        .isGreaterThan(good.path("water_flow").doubleValue() * 1.1);
    assertThat(bad.path("water_pressure").doubleValue())
        .isLessThan(good.path("water_pressure").doubleValue() - 5);
  }

  @Test
  void aClogShowsAsLessFlowAtMorePressure() throws Exception {
    Run sound = new Run(4);
    Run clogged = new Run(4, "clog=0.6@drip-01:+0h..+4h");
    open(sound, clogged);
    assertThat(clogged.report("drip-01", 3 * HOUR).path("water_flow").doubleValue())
        .isLessThan(sound.report("drip-01", 3 * HOUR).path("water_flow").doubleValue() * 0.8);
    assertThat(clogged.report("drip-01", 3 * HOUR).path("water_pressure").doubleValue())
        .isGreaterThan(sound.report("drip-01", 3 * HOUR).path("water_pressure").doubleValue() + 5);
  }

  @Test
  void stuckValvesShowAsFlowAgainstTheOrder() throws Exception {
    JsonNode open = new Run(4, "stuck-open@drip-01:+0h..+4h").report("drip-01", HOUR);
    assertThat(open.path("valve_open").booleanValue()).isFalse();
    assertThat(open.path("water_flow").doubleValue()).isPositive();
    Run shut = new Run(4, "stuck-closed@drip-01:+0h..+4h");
    open(shut);
    JsonNode closed = shut.report("drip-01", HOUR);
    assertThat(closed.path("valve_open").booleanValue()).isTrue();
    assertThat(closed.path("water_flow").doubleValue()).isZero();
  }

  @Test
  void aStuckSensorRepeatsOneValueInAllItsDepths() throws Exception {
    Run run = new Run(4, "sensor-stuck=soil_moisture@probe-01:+1h..+9h");
    run.world.advanceTo(START.toEpochMilli() + HOUR);
    JsonNode first = run.report("probe-01", HOUR + 120_000);
    for (int i = 0; i < 50; i++) {
      JsonNode later = run.report("probe-01", HOUR + 120_000 + i * 400_000L);
      assertThat(later.path("soil_moisture")).isEqualTo(first.path("soil_moisture"));
      assertThat(later.path("soil_moisture_3")).isEqualTo(first.path("soil_moisture_3"));
    }
    JsonNode healed = run.report("probe-01", 10 * HOUR);
    JsonNode sound = new Run(4).report("probe-01", 10 * HOUR);
    assertThat(healed).isEqualTo(sound);
  }

  @Test
  void aSkewedClockShowsInTheTimeOfTheReport() throws Exception {
    Run run = new Run(4, "clock-skew=-20m@weather-01:+0h..+2h");
    assertThat(run.report("weather-01", HOUR).path("time").longValue())
        .isEqualTo(START.toEpochMilli() + HOUR - 20 * 60_000);
    assertThat(run.report("weather-01", 3 * HOUR).path("time").longValue())
        .isEqualTo(START.toEpochMilli() + 3 * HOUR);
  }

  @Test
  void aFailingBatterySagsBeforeItDies() throws Exception {
    Run run = new Run(4, "dead-battery@probe-01:+20h..+30h");
    double before = run.report("probe-01", 60_000).path("battery_level").doubleValue();
    double sagging = run.report("probe-01", 18 * HOUR).path("battery_level").doubleValue();
    assertThat(sagging).isLessThan(before - 30);
    assertThat(run.device("probe-01").faults().silent(START.toEpochMilli() + 21 * HOUR)).isTrue();
    assertThat(run.device("probe-01").faults().silent(START.toEpochMilli() + 31 * HOUR)).isFalse();
  }

  @Test
  void aRebootShutsTheValveAndResetsTheCounter() throws Exception {
    Run run = new Run(4, "reboot@drip-01:+1h");
    open(run);
    assertThat(run.report("drip-01", HOUR - 60_000).path("water_volume").doubleValue())
        .isGreaterThan(1000);
    JsonNode after = run.report("drip-01", HOUR + 120_000);
    assertThat(after.path("water_volume").doubleValue()).isLessThan(100);
    assertThat(after.path("valve_open").booleanValue()).isFalse();
    assertThat(run.device("drip-01").faults().silent(START.toEpochMilli() + HOUR + 30_000))
        .isTrue();
  }

  @Test
  void anOpenCommandIsAcceptedThenDoneWhenItsTimeIsOver() {
    Run run = new Run(4);
    SimDevice drip = run.device("drip-01");
    long now = START.toEpochMilli();
    drip.command(now, new DeviceCommand("c1", "valve.open", Duration.ofSeconds(90)));
    assertThat(drip.takeAnswers(now)).containsExactly(CommandAnswer.accepted("c1"));
    assertThat(drip.takeAnswers(now + 80_000)).isEmpty();
    assertThat(drip.takeAnswers(now + 90_000)).containsExactly(CommandAnswer.done("c1"));
    assertThat(run.world.plot(0).valve().passes(now + 90_000)).isFalse();
  }

  @Test
  void anOpenCommandFailsWhenNoWaterComes() {
    Run run = new Run(4, "stuck-closed@drip-01:+0h..+9h");
    SimDevice drip = run.device("drip-01");
    long now = START.toEpochMilli();
    drip.command(now, new DeviceCommand("c1", "valve.open", Duration.ofMinutes(10)));
    drip.takeAnswers(now);
    assertThat(drip.takeAnswers(now + 61_000))
        .containsExactly(CommandAnswer.failed("c1", "no flow a minute after opening"));
  }

  @Test
  void anEndlessOpeningIsRefused() {
    SimDevice drip = new Run(4).device("drip-01");
    long now = START.toEpochMilli();
    drip.command(now, new DeviceCommand("c1", "valve.open", Duration.ZERO));
    drip.command(now, new DeviceCommand("c2", "valve.open", Duration.ofDays(1)));
    drip.command(now, new DeviceCommand("c3", "valve.dance", Duration.ZERO));
    assertThat(drip.takeAnswers(now)).extracting(CommandAnswer::result).containsOnly("failed");
  }

  @Test
  void picturesDecodeAreSmallAndShowTheCropGrow() throws Exception {
    Run run = new Run(4);
    CameraDevice camera = (CameraDevice) run.device("cam-01");
    long noon = START.toEpochMilli() + 12 * HOUR;
    byte[] now = camera.picture(noon);
    byte[] early = camera.picture(noon - 55 * 24 * HOUR);
    byte[] night = camera.picture(START.toEpochMilli());
    assertThat(now).isEqualTo(((CameraDevice) new Run(4).device("cam-01")).picture(noon));
    assertThat(now.length).isBetween(15_000, 90_000);
    assertThat(green(now)).isGreaterThan(green(early) + 0.1);
    assertThat(brightness(now)).isGreaterThan(brightness(night) + 40);
  }

  private static void open(Run... runs) {
    for (Run run : runs) {
      run.device("drip-01")
          .command(
              START.toEpochMilli(), new DeviceCommand("c", "valve.open", Duration.ofMinutes(230)));
    }
  }

  private static double green(byte[] jpeg) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    int green = 0;
    for (int y = 150; y < 500; y++) {
      for (int x = 0; x < 800; x++) {
        int rgb = image.getRGB(x, y);
        green += ((rgb >> 8) & 0xFF) > ((rgb >> 16) & 0xFF) * 1.15 ? 1 : 0;
      }
    }
    return green / (350.0 * 800);
  }

  private static double brightness(byte[] jpeg) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    double sum = 0;
    for (int y = 0; y < 500; y++) {
      for (int x = 0; x < 800; x++) {
        sum += (image.getRGB(x, y) >> 8) & 0xFF;
      }
    }
    return sum / 400_000;
  }
}
