package vn.kenh.server.trace.growing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class DayRangesTest {

  @Test
  void aDayBeginsAtMidnightWhereTheFarmIs() {
    DayRanges ranges = new DayRanges(ZoneId.of("Asia/Ho_Chi_Minh"));
    long midnight =
        LocalDate.of(2026, 6, 5).atStartOfDay(ZoneId.of("+07:00")).toEpochSecond() * 1000;
    ranges.read(midnight - 1, 10);
    ranges.read(midnight, 20);
    ranges.read(midnight + 1, 40);
    assertThat(ranges.ranges())
        .containsExactly(
            new DayRange(LocalDate.of(2026, 6, 4), 10, 10, 10, 1),
            new DayRange(LocalDate.of(2026, 6, 5), 20, 30, 40, 2));
  }
}
