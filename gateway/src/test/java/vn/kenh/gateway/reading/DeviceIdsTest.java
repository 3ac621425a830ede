package vn.kenh.gateway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceIdsTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "drip-01", "Máy bơm 2", "a=b,c", "阀门", "😀"})
  void idsThatTopicsAndLineProtocolCanCarryAreValid(String id) {
    assertThat(DeviceIds.isValid(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "+", "a#", "a\\", "a\nb", "a\u0000", "\ud800", "\udc00\ud800"})
  void othersAreNot(String id) {
    assertThat(DeviceIds.isValid(id)).isFalse();
  }

  @Test
  void lengthIsCountedInBytes() {
    assertThat(DeviceIds.isValid("a".repeat(256))).isTrue();
    assertThat(DeviceIds.isValid("a".repeat(257))).isFalse();
    assertThat(DeviceIds.isValid("ế".repeat(85))).isTrue();
    assertThat(DeviceIds.isValid("ế".repeat(86))).isFalse();
  }
}
