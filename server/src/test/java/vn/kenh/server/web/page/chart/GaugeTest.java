package vn.kenh.server.web.page.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class GaugeTest {

  @Test
  void theLevelRisesWithTheMoistureAndNeverOverflows() {
    assertThat(Gauge.level(OptionalDouble.empty())).isEqualTo(84);
    assertThat(Gauge.level(OptionalDouble.of(0))).isEqualTo(84);
    assertThat(Gauge.level(OptionalDouble.of(25))).isEqualTo(42);
    assertThat(Gauge.level(OptionalDouble.of(50))).isZero();
    assertThat(Gauge.level(OptionalDouble.of(80))).isZero();
  }
}
