package vn.kenh.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class SafeTextTest {

  @Test
  void textStaysTextAndEverythingElseShowsItsBytes() {
    assertThat(SafeText.of("Vườn 1: {\"soil_ph\":6.5}")).isEqualTo("Vườn 1: {\"soil_ph\":6.5}");
    assertThat(SafeText.of("\u001b[31mred\r\n")).isEqualTo("\\x1b[31mred\\x0d\\x0a");
    assertThat(SafeText.of("a\u202eb")).isEqualTo("a\\xe2\\x80\\xaeb");
    assertThat(SafeText.of("\\x41")).isEqualTo("\\\\x41");
    assertThat(SafeText.of(new byte[] {'a', (byte) 0xff, (byte) 0xc3}, 10))
        .isEqualTo("a\\xff\\xc3");
  }

  @Test
  void longBytesAreCutAlsoWithinACharacter() {
    assertThat(SafeText.of("ườ".getBytes(UTF_8), 3)).isEqualTo("ư\\xe1…");
  }

  @Property
  void nothingThatMovesTheCursorGetsThrough(@ForAll byte[] bytes) {
    assertThat(SafeText.of(bytes, 1_000).codePoints()).noneMatch(Character::isISOControl);
  }
}
