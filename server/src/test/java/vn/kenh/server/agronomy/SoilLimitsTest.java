package vn.kenh.server.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SoilLimitsTest {

  @ParameterizedTest
  @CsvSource({
    "0, VERY_DRY",
    "19.999, VERY_DRY",
    "20, DRY",
    "25.999, DRY",
    "26, GOOD",
    "40, GOOD",
    "40.001, WET",
    "100, WET"
  })
  void theDeltasSiltLoamIsNamedByItsMoisture(double moisture, SoilState state) {
    assertThat(SoilLimits.DELTA_SILT_LOAM.stateAt(OptionalDouble.of(moisture))).isEqualTo(state);
  }

  @Test
  void withoutAMoistureNothingIsSaidOfTheSoil() {
    assertThat(SoilLimits.DELTA_SILT_LOAM.stateAt(OptionalDouble.empty()))
        .isEqualTo(SoilState.UNKNOWN);
  }

  @Test
  void onlyADrySoilWantsWater() {
    assertThat(SoilState.values())
        .filteredOn(SoilState::wantsWater)
        .containsExactly(SoilState.VERY_DRY, SoilState.DRY);
  }

  @Test
  void aSandIsStillGoodWhereASiltLoamIsVeryDry() {
    SoilLimits sand = new SoilLimits(12, 5, 0.5, "FAO-56 table 19");
    assertThat(sand.stateAt(OptionalDouble.of(11))).isEqualTo(SoilState.GOOD);
    assertThat(SoilLimits.DELTA_SILT_LOAM.stateAt(OptionalDouble.of(11)))
        .isEqualTo(SoilState.VERY_DRY);
  }

  @Property
  void moreWaterNeverMakesASoilDrier(
      @ForAll @DoubleRange(max = 100) double one,
      @ForAll @DoubleRange(max = 100) double other,
      @ForAll @DoubleRange(min = 0.1, max = 0.8) double depletionFraction) {
    SoilLimits soil = new SoilLimits(36, 16, depletionFraction, "invented");
    SoilState drier = soil.stateAt(OptionalDouble.of(Math.min(one, other)));
    SoilState wetter = soil.stateAt(OptionalDouble.of(Math.max(one, other)));
    assertThat(wetter).isGreaterThanOrEqualTo(drier);
  }

  @Property
  void theMarksOfEverySoilStandInOrder(
      @ForAll @DoubleRange(max = 100) double fieldCapacity,
      @ForAll @DoubleRange(max = 100) double wiltingPoint,
      @ForAll @DoubleRange(min = 0.1, max = 0.8) double depletionFraction) {
    Assume.that(wiltingPoint < fieldCapacity);
    SoilLimits soil = new SoilLimits(fieldCapacity, wiltingPoint, depletionFraction, "invented");
    assertThat(soil.sufferingBelow()).isBetween(wiltingPoint, soil.goodFrom() + 1e-9);
    assertThat(soil.goodFrom()).isLessThanOrEqualTo(fieldCapacity);
    assertThat(soil.goodTo()).isGreaterThanOrEqualTo(fieldCapacity);
  }

  @Test
  void limitsThatNoSoilHasAreRefused() {
    assertThatThrownBy(() -> new SoilLimits(16, 36, 0.5, ""))
        .hasMessageContaining("wilting point < field capacity");
    assertThatThrownBy(() -> new SoilLimits(101, 36, 0.5, "")).hasMessageContaining("<= 100");
    assertThatThrownBy(() -> new SoilLimits(Double.NaN, 16, 0.5, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SoilLimits(36, 16, 0.9, "")).hasMessageContaining("0.1 to 0.8");
  }
}
