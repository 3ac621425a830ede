package vn.kenh.gateway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyNamesTest {

  @ParameterizedTest
  @CsvSource({
    "soil_moisture, soil_moisture",
    "soilMoisture, soil_moisture",
    "Soil Moisture (%), soil_moisture",
    "soil-moisture.2, soil_moisture_2",
    "__soil__moisture__, soil_moisture",
    "TempC1, temp_c1",
    "CO2Level, co2_level",
    "ECValue, ec_value",
    "soilEC, soil_ec",
    "pH, ph",
    "water pH, water_ph",
    "kPa, kpa",
    "Độ ẩm đất, do_am_dat",
    "NHIỆT ĐỘ, nhiet_do",
    "time, time_value",
    "Device, device_value",
    "2nd, 2nd",
    "°, ''",
    "湿度, ''",
    "'', ''"
  })
  void keysBecomeSnakeCase(String key, String name) {
    assertThat(KeyNames.clean(key)).isEqualTo(name);
  }

  @Property
  void aCleanNameIsSafeEverywhereAndStaysAsItIs(@ForAll String key) {
    String name = KeyNames.clean(key);
    assertThat(name).matches("([a-z0-9]+(_[a-z0-9]+)*)?");
    assertThat(name.length()).isLessThanOrEqualTo(KeyNames.MAX_LENGTH + "_value".length());
    assertThat(KeyNames.clean(name)).isEqualTo(name);
  }
}
