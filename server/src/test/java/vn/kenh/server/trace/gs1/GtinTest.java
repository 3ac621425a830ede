package vn.kenh.server.trace.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GtinTest {

  @ParameterizedTest
  @CsvSource({
    "8938505974194, 08938505974194, 8938505974194",
    "893 850 597 4194, 08938505974194, 8938505974194",
    "96385074, 00000096385074, 96385074",
    "614141000036, 00614141000036, 0614141000036",
    "18938505974191, 18938505974191, 18938505974191",
    "00000000000000, 00000000000000, 00000000",
  })
  void everyLengthBecomesFourteenDigits(String written, String digits, String printed) {
    assertThat(Gtin.parse(written).digits()).isEqualTo(digits);
    assertThat(Gtin.parse(written).humanReadable()).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource({
    "8938505974195, check digit is 4",
    "96385071, check digit is 4",
    "893850597419, check digit is",
    "89385059741, has 11",
    "'', made of digits",
    "893850597419X, made of digits",
    "８９３８５０５９７４１９４, made of digits",
  })
  void whatIsWrongIsSaid(String written, String message) {
    assertThatThrownBy(() -> Gtin.parse(written))
        .isInstanceOf(Gs1FormatException.class)
        .hasMessageContaining(message);
  }

  @Property
  void oneWrongDigitIsAlwaysFound(
      @ForAll @StringLength(13) @CharRange(from = '0', to = '9') String body,
      @ForAll @IntRange(max = 13) int position,
      @ForAll @IntRange(min = 1, max = 9) int shift) {
    StringBuilder digits = new StringBuilder(body).append(CheckDigit.of(body));
    assertThat(new Gtin(digits.toString()).digits()).hasSize(14);
    digits.setCharAt(position, (char) ('0' + (digits.charAt(position) - '0' + shift) % 10));
    assertThatThrownBy(() -> new Gtin(digits.toString())).isInstanceOf(Gs1FormatException.class);
  }
}
