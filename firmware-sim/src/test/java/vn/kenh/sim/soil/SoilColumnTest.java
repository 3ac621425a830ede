package vn.kenh.sim.soil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import vn.kenh.sim.crop.Crop;

final class SoilColumnTest {

  @Provide
  Arbitrary<SoilType> soils() {
    return Arbitraries.of(SoilType.SILT_LOAM, SoilType.RIVER_LOAM, SoilType.CLAY_LOAM);
  }

  @Provide
  Arbitrary<Crop> crops() {
    return Arbitraries.of(Crop.ALL);
  }

  @Property(tries = 200)
  void waterIsNeitherMadeNorLostAndStaysWithinTheSoilsLimits(
      @ForAll("soils") SoilType soil,
      @ForAll("crops") Crop crop,
      @ForAll @DoubleRange(min = 0, max = 1) double initial,
      @ForAll @DoubleRange(min = 0, max = 60) double heaviestRain,
      @ForAll long seed) {
    SoilColumn column = new SoilColumn(soil, crop.depletionFraction(), initial);
    double before = column.storage();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      double rain = random.nextInt(10) == 0 ? heaviestRain * random.nextDouble() : 0;
      double irrigation = random.nextInt(20) == 0 ? 5 * random.nextDouble() : 0;
      double reference = 0.9 * random.nextDouble();
      column.step(random.nextDouble(), rain, irrigation, reference, crop.on(random.nextInt(365)));
      for (int layer = 0; layer < SoilColumn.LAYERS; layer++) {
        assertThat(column.moisture(layer))
            .isBetween(0.5 * soil.wiltingPoint() - 1e-12, soil.saturation() + 1e-12);
      }
    }
    assertThat(column.storage() - before).isCloseTo(column.balance().gain(), within(1e-6));
  }

  @Property(tries = 20)
  void aWetSoilDrainsToFieldCapacityAndNoFurther(@ForAll("soils") SoilType soil) {
    SoilColumn column = new SoilColumn(soil, 0.5, 1);
    column.step(1, 0, 90, 0, Crop.TOMATO.on(300));
    for (int hour = 0; hour < 24 * 14; hour++) {
      column.step(1, 0, 0, 0, Crop.TOMATO.on(300));
    }
    assertThat(column.moisture(0)).isCloseTo(soil.fieldCapacity(), within(0.005));
    assertThat(column.balance().drainage()).isPositive();
  }

  @Property(tries = 20)
  void withoutWaterPlantsStopBeforeTheWiltingPoint(@ForAll("soils") SoilType soil) {
    SoilColumn column = new SoilColumn(soil, 0.5, 1);
    Crop.Growth full = new Crop.Growth(1.1, 1.0, 0.6);
    for (int hour = 0; hour < 24 * 200; hour++) {
      column.step(1, 0, 0, 0.3, full);
    }
    assertThat(column.moisture(1))
        .isBetween(soil.wiltingPoint() - 1e-9, soil.wiltingPoint() + 0.03);
  }
}
