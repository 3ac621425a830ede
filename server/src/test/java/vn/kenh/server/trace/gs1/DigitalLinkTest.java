package vn.kenh.server.trace.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DigitalLinkTest {

  private static final Gtin GTIN = Gtin.parse("8938505974194");
  private static final String ALL_82 =
      "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

  @Test
  void aLabelSaysProductLotAndSerial() {
    DigitalLinkUri uri =
        new DigitalLinkUri(
            "https://kenh.example/", DigitalLink.of(GTIN, new Lot("VC/24%"), new Serial("7\"&K")));
    assertThat(uri.text())
        .isEqualTo("https://kenh.example/01/08938505974194/10/VC%2F24%25/21/7%22%26K");
    assertThat(DigitalLinkUri.parse(uri.text())).isEqualTo(uri);
  }

  @Test
  void attributesAreReadAndWrittenInTheirOrder() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("7007", "261108");
    attributes.put("3102", "000250");
    attributes.put("7030", "704VN-TGPH+12");
    DigitalLink link =
        new DigitalLink(
            GTIN, Optional.of(new Variant("A")), Optional.empty(), Optional.empty(), attributes);
    String text = "/01/08938505974194/22/A?7007=261108&3102=000250&7030=704VN-TGPH%2B12";
    assertThat(link.pathAndQuery()).isEqualTo(text);
    assertThat(DigitalLink.parse("/01/08938505974194/22/A", text.substring(text.indexOf('?') + 1)))
        .isEqualTo(link);
  }

  @Test
  void aLotMayLookLikeAKey() {
    DigitalLink link = DigitalLink.of(GTIN, new Lot("01"), new Serial("10"));
    assertThat(
            DigitalLinkUri.parse("https://kenh.example/01/x/" + link.pathAndQuery().substring(1)))
        .isEqualTo(new DigitalLinkUri("https://kenh.example/01/x", link));
  }

  @Test
  void signaturesAndTrackersMayRideInTheQueryAndTheFragmentIsIgnored() {
    assertThat(
            DigitalLinkUri.parse("http://k.vn/01/08938505974194?sig=99&utm=x&s#17=000000").link())
        .isEqualTo(DigitalLink.of(GTIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://k.vn/01/8938505974194",
        "https://k.vn/01/08938505974195",
        "https://k.vn/01/08938505974194/21/1/10/L",
        "https://k.vn/01/08938505974194/10/L/10/L",
        "https://k.vn/01/08938505974194/10/Xo%C3%A0i",
        "https://k.vn/01/08938505974194/10/a%20b",
        "https://k.vn/01/08938505974194/10/a%00",
        "https://k.vn/01/08938505974194/10/123456789012345678901",
        "https://k.vn/01/08938505974194/10/",
        "https://k.vn/01/08938505974194/",
        "https://k.vn/01/08938505974194?17=261331",
        "https://k.vn/01/08938505974194?17=",
        "https://k.vn/01/08938505974194?8888=1",
        "https://k.vn/01/08938505974194?7007=261100",
        "https://k.vn/01/08938505974194?17=261130&17=261130",
        "https://k.vn/01/08938505974194?01=08938505974194",
        "https://k.vn/01/08938505974194?416=8938505974195",
        "https://k.vn",
        "https://k.vn?/01/08938505974194",
        "ftp://k.vn/01/08938505974194",
        "https:///01/08938505974194",
        "https://k.vn/01/08938505974194/10/\"",
        "",
        "WIFI:S:nha;T:WPA;P:1;;",
      })
  void whatIsNotADigitalLinkIsRefused(String uri) {
    assertThatThrownBy(() -> DigitalLinkUri.parse(uri)).isInstanceOf(Gs1FormatException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'Lô 7', 'ô'",
    "A B, a space",
    "A#1, '#'",
    "A\u0007B, U+0007",
    "'', has 0 characters",
    "123456789012345678901, has 21 characters",
  })
  void whatIsWrongWithALotIsSaid(String lot, String message) {
    assertThatThrownBy(() -> new Lot(lot))
        .isInstanceOf(Gs1FormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void decodingHappensOnce() {
    assertThat(DigitalLink.parse("/01/08938505974194/10/%252F", "").lot()).contains(new Lot("%2F"));
  }

  @Test
  void theSetHasEightyTwoCharacters() {
    assertThat(ALL_82).hasSize(82);
    for (char c = 0; c < 0x2000; c++) {
      assertThat(CharacterSet82.contains(c)).isEqualTo(ALL_82.indexOf(c) >= 0);
    }
  }

  @Property(tries = 5000)
  void everyLotAndSerialComesBackAsItWas(
      @ForAll("values") String lot, @ForAll("values") String serial) {
    DigitalLinkUri uri =
        new DigitalLinkUri(
            "http://10.0.0.7:8080/q", DigitalLink.of(GTIN, new Lot(lot), new Serial(serial)));
    assertThat(uri.text()).matches("http://[0-9.]+:8080/q[A-Za-z0-9/%._~-]+");
    assertThat(DigitalLinkUri.parse(uri.text())).isEqualTo(uri);
  }

  @Property(tries = 5000)
  void noTextWhateverBreaksTheParser(@ForAll String tail) {
    try {
      DigitalLinkUri.parse("https://k.vn/01/08938505974194/10/" + tail);
    } catch (Gs1FormatException expected) {
      assertThat(expected).hasMessageNotContaining("null");
    }
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings().withChars(ALL_82).ofMinLength(1).ofMaxLength(20);
  }
}
