package vn.kenh.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultSyntaxTest {

  private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

  @Test
  void timesAreRelativeToTheStart() {
    Fault fault = FaultSyntax.parse("leak=0.3@drip-01:+6h..+12h", START);
    assertThat(fault)
        .isEqualTo(
            new Fault(
                FaultKind.LEAK,
                "drip-01",
                START.toEpochMilli() + 6 * 3_600_000,
                START.toEpochMilli() + 12 * 3_600_000,
                "0.3"));
  }

  @Test
  void aTimeMayBeAbsoluteAndItsEndMissing() {
    Fault fault = FaultSyntax.parse("reboot@thanhha-drip-02:2026-11-22T13:00:00+07:00", START);
    assertThat(fault.fromMillis()).isEqualTo(START.toEpochMilli() + 6 * 3_600_000);
    assertThat(fault.toMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void withoutATimeAFaultIsAlwaysThere() {
    Fault fault = FaultSyntax.parse("sensor-stuck=air_temperature@*weather*", START);
    assertThat(fault.activeAt(0)).isTrue();
    assertThat(fault.concerns("thanhha-weather-01")).isTrue();
    assertThat(fault.concerns("thanhha-drip-01")).isFalse();
  }

  @Test
  void aDeviceMayBeNamedByItsEnd() {
    Fault fault = FaultSyntax.parse("link-loss@drip-01:-3h..-1h", START);
    assertThat(fault.concerns("thanhha-drip-01")).isTrue();
    assertThat(fault.concerns("thanhha-drip-011")).isFalse();
    assertThat(fault.concerns("thanhha-adrip-01")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leak",
        "flood@drip-01",
        "leak=much@drip-01",
        "leak=-1@drip-01",
        "clog=1.5@drip-01",
        "clock-skew=early@drip-01",
        "reboot=3@drip-01",
        "leak@drip-01:soon",
        "leak@drip-01:+6h..+2h"
      })
  void whatIsWrongIsRefusedWithItsCure(String text) {
    assertThatThrownBy(() -> FaultSyntax.parse(text, START))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotEmpty();
  }
}
