package vn.kenh.server.web.page.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import vn.kenh.server.web.page.text.LocalFormat;

/** Chooses the times a chart names below its horizontal axis: full hours, or days at midnight. */
final class TimeTicks {

  private static final int[] HOURS = {1, 2, 3, 6, 12};
  private static final int[] DAYS = {1, 2, 5, 7, 14, 30, 60, 90, 180, 365};

  private TimeTicks() {}

  /** A named moment. */
  record Tick(long millis, String label) {}

  /** At most {@code most} round times from {@code fromMillis} to {@code toMillis}. */
  static List<Tick> between(long fromMillis, long toMillis, int most, LocalFormat format) {
    double hours = (toMillis - fromMillis) / (double) Duration.ofHours(1).toMillis();
    for (int step : HOURS) {
      if (hours / step <= most) {
        return hourly(fromMillis, toMillis, step, format);
      }
    }
    for (int step : DAYS) {
      if (hours / 24 / step <= most) {
        return daily(fromMillis, toMillis, step, format);
      }
    }
    return daily(fromMillis, toMillis, Math.max(1, (int) (hours / 24 / most)), format);
  }

  private static List<Tick> hourly(long from, long to, int step, LocalFormat format) {
    ZonedDateTime time = Instant.ofEpochMilli(from).atZone(LocalFormat.ZONE).withMinute(0);
    time = time.withSecond(0).withNano(0).withHour(time.getHour() / step * step);
    List<Tick> ticks = new ArrayList<>();
    for (; time.toInstant().toEpochMilli() <= to; time = time.plusHours(step)) {
      Instant instant = time.toInstant();
      if (instant.toEpochMilli() >= from) {
        String label = time.getHour() == 0 ? format.dayAndMonth(instant) : format.clock(instant);
        ticks.add(new Tick(instant.toEpochMilli(), label));
      }
    }
    return ticks;
  }

  private static List<Tick> daily(long from, long to, int step, LocalFormat format) {
    ZonedDateTime time =
        Instant.ofEpochMilli(from)
            .atZone(LocalFormat.ZONE)
            .toLocalDate()
            .plusDays(1)
            .atStartOfDay(LocalFormat.ZONE);
    List<Tick> ticks = new ArrayList<>();
    for (; time.toInstant().toEpochMilli() <= to; time = time.plusDays(step)) {
      ticks.add(new Tick(time.toInstant().toEpochMilli(), format.dayAndMonth(time.toInstant())));
    }
    return ticks;
  }
}
