package vn.kenh.gateway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MetricCatalogueTest {

  @Test
  void theCatalogueHoldsTheMetricsOfTheInterfaceInItsOrderAndUnits() {
    assertThat(MetricCatalogue.all().stream().map(m -> m.name() + " " + m.ucumUnit()))
        .containsExactlyElementsOf(
            List.of(
                "soil_moisture %",
                "soil_temperature Cel",
                "soil_ec dS/m",
                "soil_ph pH",
                "air_temperature Cel",
                "air_humidity %",
                "rainfall mm",
                "wind_speed m/s",
                "wind_direction deg",
                "solar_radiation W/m2",
                "air_pressure hPa",
                "light lx",
                "co2 ppm",
                "leaf_wetness %",
                "water_flow L/min",
                "water_volume L",
                "water_pressure kPa",
                "water_ec dS/m",
                "water_ph pH",
                "water_level m",
                "valve_open 1",
                "pump_on 1",
                "battery_level %",
                "battery_voltage V",
                "rssi dBm",
                "snr dB",
                "canopy_cover %"));
  }

  @Test
  void everyMetricHasARangeAndALabelInThreeLanguages() {
    assertThat(MetricCatalogue.all())
        .allSatisfy(
            metric -> {
              assertThat(metric.min()).isLessThan(metric.max());
              assertThat(metric.label("vi")).isNotBlank();
              assertThat(metric.label("en")).isNotBlank();
              assertThat(metric.label("zh-CN")).isNotBlank();
              assertThat(KeyNames.clean(metric.name())).isSameAs(metric.name());
            });
  }

  @Test
  void aNumberBehindTheNameIsADepthOrLineOfTheSameMetric() {
    assertThat(MetricCatalogue.find("soil_moisture_2").orElseThrow().name())
        .isEqualTo("soil_moisture");
    assertThat(MetricCatalogue.find("valve_open_12").orElseThrow().name()).isEqualTo("valve_open");
    assertThat(MetricCatalogue.find("co2_1").orElseThrow().name()).isEqualTo("co2");
    assertThat(MetricCatalogue.find("co2")).isPresent();
  }

  @Test
  void otherKeysAreUnknown() {
    assertThat(List.of("", "_", "_2", "2", "co", "soil_moisture_", "soil_moisture_x", "co22"))
        .allSatisfy(key -> assertThat(MetricCatalogue.find(key)).isEmpty());
    assertThat(MetricCatalogue.find("soil_moisture_100")).isEmpty();
    assertThat(MetricCatalogue.find("soil_moisture_02")).isEmpty();
    assertThat(MetricCatalogue.find("soil_moisture_0")).isPresent();
    assertThat(MetricCatalogue.find("soil_moisture_1_2")).isEmpty();
  }

  @Test
  void aValueThatCannotBeTrueIsOutsideTheRange() {
    Metric battery = MetricCatalogue.find("battery_level").orElseThrow();
    assertThat(battery.accepts(0)).isTrue();
    assertThat(battery.accepts(100)).isTrue();
    assertThat(battery.accepts(100.1)).isFalse();
    assertThat(battery.accepts(Double.NaN)).isFalse();
    assertThat(battery.accepts(Double.POSITIVE_INFINITY)).isFalse();
  }

  @Test
  void waterVolumeIsARunningCounterAndRainfallAnAmount() {
    assertThat(MetricCatalogue.find("water_volume").orElseThrow().kind())
        .isEqualTo(MetricKind.COUNTER);
    assertThat(MetricCatalogue.find("rainfall").orElseThrow().kind()).isEqualTo(MetricKind.AMOUNT);
    assertThat(MetricCatalogue.find("pump_on").orElseThrow().kind()).isEqualTo(MetricKind.SWITCH);
  }

  @Test
  void aLabelKeepsTheNumberOfTheKey() {
    assertThat(MetricCatalogue.label("soil_moisture_2", "vi")).isEqualTo("Độ ẩm đất 2");
    assertThat(MetricCatalogue.label("air_temperature", "fr")).isEqualTo("Air temperature");
    assertThat(MetricCatalogue.label("sap_flow_1", "vi")).isEqualTo("sap flow 1");
  }
}
