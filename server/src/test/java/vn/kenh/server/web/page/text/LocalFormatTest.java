package vn.kenh.server.web.page.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LocalFormatTest {

  private static final Instant NOW = Instant.parse("2026-11-22T07:05:00Z");

  private final Map<Language, Texts> texts = Texts.loadAll();
  private final LocalFormat vietnamese = format(Language.VIETNAMESE);
  private final LocalFormat english = format(Language.ENGLISH);

  @Test
  void vietnameseNumbersHaveADecimalComma() {
    assertThat(vietnamese.number(1234.56, 1)).isEqualTo("1.234,6");
    assertThat(english.number(1234.56, 1)).isEqualTo("1,234.6");
    assertThat(vietnamese.number(-0.04, 1)).isEqualTo("0");
  }

  @Test
  void muchWaterIsWrittenInCubicMetres() {
    assertThat(vietnamese.water(840)).isEqualTo("840\u00a0L");
    assertThat(vietnamese.water(12_650)).isEqualTo("12,7\u00a0m³");
  }

  @Test
  void areasFromAHectareOnAreWrittenInHectares() {
    assertThat(vietnamese.area(3600)).isEqualTo("3.600\u00a0m²");
    assertThat(vietnamese.area(12_500)).isEqualTo("1,25\u00a0ha");
  }

  @Test
  void timesAreVietnamTime() {
    assertThat(vietnamese.dateAndTime(NOW)).isEqualTo("14:05 22/11/2026");
    assertThat(english.dateAndTime(NOW)).isEqualTo("22 Nov 2026, 14:05");
    assertThat(vietnamese.weekday(LocalDate.of(2026, 11, 22))).isEqualTo("Chủ Nhật, 22/11/2026");
  }

  @Test
  void recentTimesAreSaidInWords() {
    assertThat(ago(Duration.ofSeconds(20))).isEqualTo("vừa xong");
    assertThat(ago(Duration.ofMinutes(5))).isEqualTo("5 phút trước");
    assertThat(ago(Duration.ofHours(3))).isEqualTo("3 giờ trước");
    assertThat(ago(Duration.ofHours(20))).isEqualTo("hôm qua lúc 18:05");
    assertThat(ago(Duration.ofDays(3))).isEqualTo("14:05 19/11/2026");
  }

  @Test
  void aTimeInTheFutureIsNotCalledPast() {
    assertThat(ago(Duration.ofMinutes(-5))).isEqualTo("14:10 22/11/2026");
  }

  private String ago(Duration age) {
    return vietnamese.ago(NOW.minus(age), NOW);
  }

  private LocalFormat format(Language language) {
    return Objects.requireNonNull(texts.get(language)).format();
  }
}
