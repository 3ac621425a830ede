package vn.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicsTest {

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b, true",
    "a/b, a/c, false",
    "a/b, a/bc, false",
    "a/bc, a/b, false",
    "a/+, a/b, true",
    "a/+, a, false",
    "a/+, a/, true",
    "a/+, a/b/c, false",
    "a/+/c, a/b/c, true",
    "+/+, a/b, true",
    "+, a, true",
    "+, a/b, false",
    "/+, /a, true",
    "a/#, a/b/c, true",
    "a/#, a, true",
    "a/#, ab, false",
    "a/+/#, a/b, true",
    "#, a/b, true"
  })
  void filtersMatchByTheRulesOfMqtt(String filter, String topic, boolean matches) {
    assertThat(Topics.matches(filter, topic)).isEqualTo(matches);
  }

  @Property
  void aTopicMatchesItselfAndTheFilterOfEverythingBelowIt(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 9) String first,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 9) String second) {
    String topic = first + "/" + second;
    assertThat(Topics.matches(topic, topic)).isTrue();
    assertThat(Topics.matches(first + "/#", topic)).isTrue();
    assertThat(Topics.matches("+/" + second, topic)).isTrue();
    assertThat(Topics.matches(first + "/+/#", topic)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/+", "#", "$SYS/x", "a\0b"})
  void namesWithWildcardsNulsOrADollarAreNotForClients(String name) {
    assertThat(Topics.isValidName(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a/#, true",
    "#, true",
    "+/a/+, true",
    "a/#/b, false",
    "a#, false",
    "a+/b, false",
    "'', false"
  })
  void wildcardsStandAloneInTheirLevel(String filter, boolean valid) {
    assertThat(Topics.isValidFilter(filter)).isEqualTo(valid);
  }

  @Test
  void aDeviceHasItsOwnTopicsAndAGatewayThoseOfItsDevices() {
    Identity device = TestIdentities.of("d1");
    assertThat(Topics.mayPublish(device, "kenh/d1/telemetry")).isTrue();
    assertThat(Topics.mayPublish(device, "kenh/d10/telemetry")).isFalse();
    assertThat(Topics.mayPublish(device, "kenh/d1")).isFalse();
    assertThat(Topics.mayPublish(device, "kenh//telemetry")).isFalse();
    assertThat(Topics.mayPublish(device, "other/d1/telemetry")).isFalse();
    assertThat(Topics.mayPublish(TestIdentities.of("gw"), "kenh/d2/telemetry")).isTrue();
    assertThat(Topics.maySubscribe(device, "kenh/d1/#")).isTrue();
    assertThat(Topics.maySubscribe(device, "kenh/+/#")).isFalse();
    assertThat(Topics.maySubscribe(device, "#")).isFalse();
  }
}
