package vn.kenh.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TelemetryJsonCodecTest extends PayloadCodecContract {

  private final TelemetryJsonCodec codec = new TelemetryJsonCodec();

  @Override
  PayloadCodec codec() {
    return codec;
  }

  @Override
  String topic() {
    return "kenh/d1/telemetry";
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void tenThousandLevelsAreUndecodableAndNoStackOverflow(String level) {
    String payload = "{\"x\":" + level.repeat(10_000);
    assertThat(decodeText(payload).get("error").asText()).contains("depth");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1} x | line 1",
        "{\"a\":1}{\"a\":2} | follows",
        "{\"a\":1}] | ",
        "\"text\" | found a string",
        "31.4 | found a number",
        "null | found null",
        "{\"a\":01} | ",
        "{a:1} | ",
        "{'a':1} | ",
        "{\"a\":1,} | ",
        "{\"a\":.5} | ",
        "// {\"a\":1} | ",
        "{\"time\":1700000000,\"a\":1} | looks like seconds",
        "{\"time\":1700000000000000,\"a\":1} | looks like microseconds",
        "{\"time\":1700000000000000000,\"a\":1} | looks like nanoseconds",
        "{\"time\":\"1700000000\",\"a\":1} | looks like seconds",
        "{\"time\":\"2026-11-22T07:30:00\",\"a\":1} | no offset",
        "{\"time\":\"2026-02-30T07:30:00Z\",\"a\":1} | RFC 3339",
        "{\"time\":\"yesterday\",\"a\":1} | RFC 3339",
        "{\"time\":true,\"a\":1} | neither text nor a number",
        "{\"time\":{\"a\":1},\"a\":1} | neither text nor a number",
        "{\"time\":NaN,\"a\":1} | not epoch milliseconds",
        "{\"time\":1e300,\"a\":1} | not epoch milliseconds"
      })
  void whatIsNoTelemetryIsUndecodableAndSaysWhy(String payload, String reason) {
    assertThat(decodeText(payload).get("error").asText()).contains(reason == null ? "" : reason);
  }

  @Test
  void textThatIsNotUtf8IsUndecodable() {
    byte[] payload = "{\"note\":\"x?\",\"a\":1}".getBytes(StandardCharsets.ISO_8859_1);
    for (int b : new int[] {0xff, 0xc0, 0x80, 0xed}) {
      payload[10] = (byte) b;
      assertThat(decode(payload).get("error").asText()).contains("UTF-8");
    }
  }

  @Test
  void aMessageOfManyKeysKeepsThemAllAndTheLastOfEach() {
    String keys =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "\"k" + i % 4_000 + "\":" + i)
            .collect(Collectors.joining(","));
    ObjectNode values = (ObjectNode) decodeText("{" + keys + "}").at("/points/0/values");
    assertThat(values.size()).isEqualTo(4_000);
    assertThat(values.get("k0").asDouble()).isEqualTo(4_000);
    assertThat(values.get("k3999").asDouble()).isEqualTo(3_999);
  }

  @Test
  void aKeyTooLongToBeAnyonesNameIsUndecodable() {
    assertThat(decodeText("{\"" + "k".repeat(600) + "\":1}").has("error")).isTrue();
  }

  @Property
  void numbersAndTimesComeThroughExactly(
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String key,
      @ForAll double value,
      @ForAll @Size(max = 5) float[] others) {
    StringBuilder payload = new StringBuilder("{\"p_" + key + "\":" + value);
    for (int i = 0; i < others.length; i++) {
      payload.append(",\"o_").append(i).append("\":").append(others[i]);
    }
    payload.append(",\"time\":1700000000123}");
    ObjectNode decoded = decodeText(payload.toString());
    assertThat(decoded.at("/points/0/time").asLong()).isEqualTo(1_700_000_000_123L);
    assertThat(decoded.at("/points/0/values/p_" + key).asDouble()).isEqualTo(value);
    assertThat(decoded.at("/points/0/values").size()).isEqualTo(1 + others.length);
  }

  private ObjectNode decodeText(String payload) {
    return decode(payload.getBytes(StandardCharsets.UTF_8));
  }
}
