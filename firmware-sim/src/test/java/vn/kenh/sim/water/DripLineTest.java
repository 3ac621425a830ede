package vn.kenh.sim.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import vn.kenh.sim.fault.DeviceFaults;
import vn.kenh.sim.fault.FaultSyntax;

final class DripLineTest {

  private static final DripLine LINE = new DripLine(2500, 1.6, 0.5, 155, 100);

  @Property
  void aLeakRaisesFlowAndLowersPressure(@ForAll @DoubleRange(min = 0.05, max = 2) double leak) {
    DripLine.Point sound = LINE.running(0, 0);
    DripLine.Point leaking = LINE.running(0, leak);
    assertThat(leaking.flow()).isGreaterThan(sound.flow());
    assertThat(leaking.pressure()).isLessThan(sound.pressure());
    assertThat(leaking.emitted()).isLessThan(sound.emitted());
  }

  @Property
  void aClogLowersFlowAndRaisesPressure(@ForAll @DoubleRange(min = 0.05, max = 1) double clogged) {
    DripLine.Point sound = LINE.running(0, 0);
    DripLine.Point blocked = LINE.running(clogged, 0);
    assertThat(blocked.flow()).isLessThan(sound.flow());
    assertThat(blocked.pressure()).isGreaterThan(sound.pressure());
  }

  @Test
  void emittersFollowTheirExponent() {
    DripLine.Point point = LINE.running(0, 0);
    assertThat(point.flow())
        .isCloseTo(LINE.nominalFlow() * Math.sqrt(point.pressure() / 100), within(1e-9));
  }

  @Test
  void aValveShutsByItselfAndCountsTheSameWaterHoweverOftenItIsAsked() {
    long start = Instant.parse("2026-11-22T00:00:00Z").toEpochMilli();
    DeviceFaults none = DeviceFaults.of("a-drip-01", List.of());
    Valve seldom = new Valve(LINE, none, start, 100);
    Valve often = new Valve(LINE, none, start, 100);
    seldom.open(start, start + 600_000);
    often.open(start, start + 600_000);
    for (long now = start; now <= start + 3_600_000; now += 7_000) {
      often.advanceTo(now);
    }
    often.advanceTo(start + 3_600_000);
    seldom.advanceTo(start + 3_600_000);
    assertThat(seldom.passes(start + 599_999)).isTrue();
    assertThat(seldom.passes(start + 600_000)).isFalse();
    double litres = seldom.litresAt(start + 3_600_000) - 100;
    assertThat(litres).isCloseTo(LINE.running(0, 0).flow() * (600 - 12) / 60, within(1.0));
    assertThat(often.litresAt(start + 3_600_000) - 100).isCloseTo(litres, within(1e-6));
  }

  @Test
  void aStuckValvePassesOrHoldsWaterWhateverIsOrdered() {
    Instant start = Instant.parse("2026-11-22T00:00:00Z");
    long now = start.toEpochMilli();
    DeviceFaults open =
        DeviceFaults.of("drip-01", List.of(FaultSyntax.parse("stuck-open@drip-01", start)));
    DeviceFaults shut =
        DeviceFaults.of("drip-01", List.of(FaultSyntax.parse("stuck-closed@drip-01", start)));
    Valve stuckOpen = new Valve(LINE, open, now, 0);
    Valve stuckShut = new Valve(LINE, shut, now, 0);
    stuckShut.open(now, now + 60_000);
    assertThat(stuckOpen.orderedOpen(now)).isFalse();
    assertThat(stuckOpen.pointAt(now).flow()).isPositive();
    assertThat(stuckShut.orderedOpen(now)).isTrue();
    assertThat(stuckShut.pointAt(now + 30_000).flow()).isZero();
  }
}
