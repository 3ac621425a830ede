package vn.kenh.server.telemetry;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * A month in UTC, the unit in which the embedded store keeps and deletes readings.
 *
 * @param startMillis first millisecond, inclusive
 * @param endMillis last millisecond, exclusive
 */
record Month(YearMonth name, long startMillis, long endMillis) {

  static Month of(YearMonth name) {
    return new Month(name, start(name), start(name.plusMonths(1)));
  }

  static Month at(long millis) {
    return of(YearMonth.from(Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC)));
  }

  boolean contains(long millis) {
    return millis >= startMillis && millis < endMillis;
  }

  boolean overlaps(TimeRange range) {
    return startMillis < range.toMillis() && endMillis > range.fromMillis();
  }

  /** The middle of the month: times counted from it fit four bytes. */
  long originMillis() {
    return startMillis + (endMillis - startMillis) / 2;
  }

  private static long start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
