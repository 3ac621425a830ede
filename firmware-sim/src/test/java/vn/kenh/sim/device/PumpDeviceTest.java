package vn.kenh.sim.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.kenh.sim.farm.DevicePlan;
import vn.kenh.sim.farm.FarmCatalogue;
import vn.kenh.sim.farm.FarmPlan;
import vn.kenh.sim.farm.FarmWorld;

/** What the pump station does when it is told. */
final class PumpDeviceTest {

  private static final long NOW = Instant.parse("2026-03-01T17:00:00Z").toEpochMilli();

  private final FarmPlan plan = FarmCatalogue.handDrawn().get(1);
  private final FarmWorld world =
      new FarmWorld(plan, 4, List.of(), NOW - Duration.ofDays(2).toMillis());
  private final SimDevice pump = SimDevice.create(plan("thoxuan-pump-01"), world, 4);

  PumpDeviceTest() {
    world.advanceTo(NOW);
    world.plots().forEach(plot -> plot.valve().close(NOW));
  }

  @Test
  void itListensForCommands() {
    assertThat(pump.takesCommands()).isTrue();
    assertThat(SimDevice.create(plan("thoxuan-cam-01"), world, 4).takesCommands()).isFalse();
  }

  @Test
  void itRunsForItsTimeAndStopsByItself() {
    pump.command(NOW, new DeviceCommand("c1", "pump.on", Duration.ofSeconds(90)));
    assertThat(pump.takeAnswers(NOW)).containsExactly(CommandAnswer.accepted("c1"));
    assertThat(report(NOW + 80_000)).contains("\"pump_on\":true");
    assertThat(pump.takeAnswers(NOW + 80_000)).isEmpty();
    assertThat(pump.takeAnswers(NOW + 90_000)).containsExactly(CommandAnswer.done("c1"));
    assertThat(report(NOW + 90_000)).contains("\"pump_on\":false");
  }

  @Test
  void itStopsWhenItIsTold() {
    pump.command(NOW, new DeviceCommand("c1", "pump.on", Duration.ofMinutes(10)));
    pump.command(NOW, new DeviceCommand("c2", "pump.off", Duration.ZERO));
    assertThat(pump.takeAnswers(NOW))
        .containsExactly(
            CommandAnswer.accepted("c1"), CommandAnswer.done("c1"), CommandAnswer.done("c2"));
    assertThat(report(NOW)).contains("\"pump_on\":false");
  }

  @Test
  void itDoesNotLeaveAnOpenValveDry() {
    world.plot(0).valve().open(NOW, NOW + 600_000);
    pump.command(NOW + 60_000, new DeviceCommand("c1", "pump.off", Duration.ZERO));
    assertThat(pump.takeAnswers(NOW + 60_000))
        .containsExactly(CommandAnswer.failed("c1", "a valve is open; close it first"));
    assertThat(report(NOW + 60_000)).contains("\"pump_on\":true");
  }

  @Test
  void anEndlessRunIsRefused() {
    pump.command(NOW, new DeviceCommand("c1", "pump.on", Duration.ZERO));
    pump.command(NOW, new DeviceCommand("c2", "pump.on", Duration.ofDays(1)));
    pump.command(NOW, new DeviceCommand("c3", "valve.open", Duration.ofMinutes(1)));
    assertThat(pump.takeAnswers(NOW)).extracting(CommandAnswer::result).containsOnly("failed");
  }

  private String report(long millis) {
    return pump.report(millis).toString();
  }

  private DevicePlan plan(String id) {
    return plan.devices().stream().filter(d -> d.id().equals(id)).findFirst().orElseThrow();
  }
}
