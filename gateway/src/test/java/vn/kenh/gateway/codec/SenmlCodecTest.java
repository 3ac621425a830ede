package vn.kenh.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kenh.testing.SharedFolder;

final class SenmlCodecTest extends PayloadCodecContract {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SenmlCodec codec = new SenmlCodec();

  @Override
  PayloadCodec codec() {
    return codec;
  }

  @Override
  String topic() {
    return "kenh/d1/senml";
  }

  @ParameterizedTest
  @CsvSource({
    "air_temperature, K, 293.65, 20.5",
    "soil_temperature, degF, 68, 20",
    "air_humidity, %RH, 61.5, 61.5",
    "soil_moisture, /, 0.314, 31.4",
    "battery_level, %EL, 88, 88",
    "battery_voltage, mV, 3612, 3.612",
    "air_pressure, Pa, 101325, 1013.25",
    "water_pressure, Pa, 250000, 250",
    "water_flow, m3/s, 0.0005, 30",
    "water_flow_2, l/s, 0.5, 30",
    "water_volume, m3, 1.25, 1250",
    "soil_ec, S/m, 0.12, 1.2",
    "water_level, mm, 1250, 1.25",
    "wind_direction, rad, 3.141592653589793, 180",
    "valve_open, /, 1, 1",
    "rssi, dBW, -120, -90",
    "light, '', 500, 500"
  })
  void unitsBecomeTheCatalogues(String key, String unit, double value, double expected) {
    ObjectNode decoded = text("[{\"n\":\"%s\",\"u\":\"%s\",\"v\":%s}]".formatted(key, unit, value));
    assertThat(decoded.at("/points/0/values/" + key).asDouble()).isEqualTo(expected);
  }

  @Test
  void aUnitThatMeasuresSomethingElseIsRejectedAlone() {
    ObjectNode decoded =
        text("[{\"n\":\"soil_moisture\",\"u\":\"V\",\"v\":1},{\"n\":\"light\",\"v\":5}]");
    assertThat(decoded.at("/points/0/rejected/soil_moisture").asText())
        .contains("unit V cannot be turned into %");
    assertThat(decoded.at("/points/0/values/light").asDouble()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"bver\":11,\"n\":\"a\",\"v\":1}] | version 11",
        "[{\"n\":\"a\",\"v\":1,\"x_\":1}] | must be understood",
        "[{\"n\":\"a\",\"v\":\"1\"}] | must be a number",
        "[{\"n\":5,\"v\":1}] | must be text",
        "[{\"n\":\"a\",\"vb\":1}] | must be true or false",
        "{\"n\":\"a\",\"v\":1} | array of records",
        "[1] | not an object",
        "[{\"n\":\"a\",\"v\":1}] [] | follows"
      })
  void whatIsNoPackIsUndecodableAndSaysWhy(String payload, String reason) {
    assertThat(text(payload).get("error").asText()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {'[', 0x81, 0x9f})
  void tenThousandLevelsAreUndecodable(int level) {
    byte[] payload = new byte[10_000];
    Arrays.fill(payload, (byte) level);
    assertThat(decode(payload).has("error")).isTrue();
  }

  @Test
  void theExamplesOfTheStandardResolveAsItsAuthorsResolvedThem() throws IOException {
    List<String> compared = new ArrayList<>();
    for (String line : Files.readAllLines(SharedFolder.file("payloads/senml/senml.jsonl"))) {
      JsonNode example = JSON.readTree(line);
      JsonNode resolved = example.at("/expected/resolved");
      if (resolved.isMissingNode()) {
        continue;
      }
      compared.add(example.get("id").asText());
      ObjectNode fromJson = text(example.get("payload_text").asText());
      assertThat(values(fromJson)).isNotEmpty();
      if (!example.has("time_note") && isDistinct(resolved)) {
        assertThat(values(fromJson))
            .as(example.get("id").asText())
            .containsExactlyInAnyOrderElementsOf(expected(resolved));
      }
      if (example.has("cbor_b64")) {
        byte[] cbor = Base64.getDecoder().decode(example.get("cbor_b64").asText());
        assertThat(decode(cbor)).as(example.get("id").asText()).isEqualTo(fromJson);
      }
    }
    assertThat(compared).hasSizeGreaterThanOrEqualTo(7);
  }

  /** Whether no two records lead to the same key at the same time for one device. */
  private static boolean isDistinct(JsonNode resolved) {
    return expected(resolved).stream()
            .map(value -> value.replaceAll("=.*@", "@"))
            .distinct()
            .count()
        == resolved.size();
  }

  private static List<String> expected(JsonNode resolved) {
    List<String> values = new ArrayList<>();
    for (JsonNode record : resolved) {
      if (record.has("v") || record.has("vb")) {
        String name = record.get("n").asText();
        double value =
            record.has("v") ? record.get("v").asDouble() : record.get("vb").asBoolean() ? 1 : 0;
        long millis = Math.round(record.get("t").asDouble() * 1000);
        String last = name.substring(name.lastIndexOf(':') + 1);
        String key = last.equals("10e2073a01080063") ? quantity(record.get("u").asText()) : last;
        values.add(key + "=" + value + "@" + millis);
      }
    }
    return values;
  }

  private static String quantity(String unit) {
    return switch (unit) {
      case "%RH" -> "relative_humidity";
      case "lon" -> "longitude";
      case "lat" -> "latitude";
      case "%EL" -> "battery_level";
      default -> unit;
    };
  }

  private static List<String> values(ObjectNode decoded) {
    List<String> values = new ArrayList<>();
    for (JsonNode point : decoded.path("points")) {
      point
          .path("values")
          .properties()
          .forEach(
              value ->
                  values.add(
                      value.getKey()
                          + "="
                          + value.getValue().asDouble()
                          + "@"
                          + point.get("time").asLong()));
    }
    return values;
  }

  private ObjectNode text(String payload) {
    return decode(payload.getBytes(StandardCharsets.UTF_8));
  }
}
