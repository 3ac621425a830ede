package vn.kenh.gateway.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "2026-11-22T07:30:00+07:00, 1795307400000",
    "2026-11-22t00:30:00z, 1795307400000",
    "2026-11-22 00:30:00.25Z, 1795307400250",
    "2026-11-22T00:30:00.123456789Z, 1795307400123",
    "2024-02-29T23:59:60-00:00, 1709251200000",
    "1795307400000, 1795307400000",
    "-1, -1"
  })
  void timesOfTheInterfaceAreRead(String text, long millis) {
    assertThat(Timestamps.parse(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "now",
        "2026-11-22",
        "2026-11-22T07:30Z",
        "2026-11-22T07:30:00",
        "2026-11-22T07:30:00.Z",
        "2026-11-22T07:30:00+0700",
        "2026-11-22T07:30:00+07:00x",
        "2026-11-22T24:30:00Z",
        "2026-13-22T07:30:00Z",
        "2025-02-29T07:30:00Z",
        "2026-11-22T07:60:00Z",
        "2026-11-22T07:30:00+24:00",
        "22/11/2026 07:30",
        "1795307400",
        "1795307400000000000",
        "99999999999999999999999"
      })
  void othersAreRefusedWithWhatIsExpected(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timestamps.parse(text))
        .withMessageContaining("time");
  }

  @Property
  void rfc3339IsReadAsTheJdkReadsIt(
      @ForAll @LongRange(min = -62_000_000_000_000L, max = 250_000_000_000_000L) long millis,
      @ForAll @IntRange(min = -1_079, max = 1_079) int offsetMinutes) {
    OffsetDateTime time =
        Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    String text =
        "%s.%03d%s"
            .formatted(
                time.toString().substring(0, 16) + ":%02d".formatted(time.getSecond()),
                time.getNano() / 1_000_000,
                time.getOffset());
    assertThat(Timestamps.parse(text)).isEqualTo(millis);
  }
}
