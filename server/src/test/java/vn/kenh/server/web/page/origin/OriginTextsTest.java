package vn.kenh.server.web.page.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginTextsTest {

  @Test
  void everyLanguageSaysEverything() {
    for (ReaderLanguage language : ReaderLanguage.values()) {
      OriginTexts texts = new OriginTexts(language);
      assertThat(texts.keys())
          .containsExactlyInAnyOrderElementsOf(new OriginTexts(ReaderLanguage.VIETNAMESE).keys());
      texts.keys().forEach(key -> assertThat(texts.t(key, "1", "2", "3")).isNotBlank());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VIETNAMESE, '1.250,5', 05/06/2026",
    "ENGLISH, '1,250.5', 5 June 2026",
    "CHINESE, '1,250.5', 2026年6月5日",
  })
  void numbersAndDatesAreWrittenAsTheReaderDoes(
      ReaderLanguage language, String number, String date) {
    OriginTexts texts = new OriginTexts(language);
    assertThat(texts.number(1250.5, 1)).isEqualTo(number);
    assertThat(texts.date(LocalDate.of(2026, 6, 5))).isEqualTo(date);
  }

  @ParameterizedTest
  @CsvSource({
    "'', VIETNAMESE",
    "*, VIETNAMESE",
    "zh-Hant-TW, CHINESE",
    "'fr;q=0.9,vi;q=0.2', VIETNAMESE",
    "fr, ENGLISH",
    "'en;q=0.1,zh;q=0.9', CHINESE",
    "';;;', VIETNAMESE",
  })
  void theReadersLanguageIsFound(String header, ReaderLanguage language) {
    assertThat(ReaderLanguage.accepted(header)).isEqualTo(language);
  }
}
