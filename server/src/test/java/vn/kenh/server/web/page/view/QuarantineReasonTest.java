package vn.kenh.server.web.page.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.QuarantineItem.Kind;
import vn.kenh.server.web.page.text.Language;
import vn.kenh.server.web.page.text.Messages;

final class QuarantineReasonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the time is before the year 2000: the device's clock is not set | TIME_TOO_EARLY",
        "the time is more than 24 hours ahead: the device's clock is wrong | TIME_AHEAD",
        "time \"gestern\" is not RFC 3339 (2026-11-22T07:30:00+07:00) nor epoch ms | TIME_UNREADABLE",
        "device d2 is not registered behind gate | NOT_REGISTERED",
        "soil_moisture is outside 0.0 to 100.0 % | OUT_OF_RANGE",
        "soil_moisture is not a finite number | NOT_A_NUMBER",
        "the device has more than 100 keys of its own | TOO_MANY_KEYS",
        "no known format has the topic kenh/d/hello | UNKNOWN_TOPIC",
        "not JSON: Unexpected end-of-input, line 1, column 4 | BAD_JSON",
        "expected a JSON object or an array of objects, found a string | BAD_JSON",
        "not SenML: Unexpected character, line 1, column 2 | BAD_SENML",
        "a SenML pack is an array of records | BAD_SENML",
        "the payload is not UTF-8 text | NOT_TEXT",
        "the picture has 9999999 bytes; at most 2 MiB (2097152) are taken | PICTURE_TOO_LARGE",
        "the JPEG is cut short or broken: x | PICTURE_DAMAGED",
        "something nobody thought of | OTHER",
      })
  void errorsAreToldInWordsThatHelp(String error, QuarantineReason reason) {
    assertThat(QuarantineReason.of(item(Kind.MESSAGE, error))).isEqualTo(reason);
  }

  @Test
  void whatTheStoreRefusesForAnUnknownReasonIsSaidToBeRefused() {
    assertThat(QuarantineReason.of(item(Kind.REFUSED, "partial write: dropped=1")))
        .isEqualTo(QuarantineReason.REFUSED_BY_STORE);
    assertThat(QuarantineReason.of(item(Kind.REFUSED, "partial write: field type conflict: x")))
        .isEqualTo(QuarantineReason.TYPE_CONFLICT);
  }

  @ParameterizedTest
  @EnumSource(QuarantineReason.class)
  void everyReasonHasWordsInEveryLanguage(QuarantineReason reason) {
    for (Language language : Language.values()) {
      assertThat(Messages.load(language).has(reason.key())).as(reason.key()).isTrue();
    }
  }

  private static QuarantineItem item(Kind kind, String error) {
    return new QuarantineItem(kind, "kenh/d/telemetry", "d", 0, error, new byte[0]);
  }
}
