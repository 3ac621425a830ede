package vn.kenh.server.trace.growing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers readings of one metric by day. */
final class DayRanges {

  private static final class Day {
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private long count;
  }

  private final ZoneId zone;
  private final Map<LocalDate, Day> days = new TreeMap<>();

  DayRanges(ZoneId zone) {
    this.zone = zone;
  }

  void read(long timeMillis, double value) {
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(timeMillis), zone);
    Day day = days.computeIfAbsent(date, unseen -> new Day());
    day.min = Math.min(day.min, value);
    day.max = Math.max(day.max, value);
    day.sum += value;
    day.count++;
  }

  List<DayRange> ranges() {
    List<DayRange> ranges = new ArrayList<>(days.size());
    days.forEach(
        (date, day) ->
            ranges.add(new DayRange(date, day.min, day.sum / day.count, day.max, day.count)));
    return ranges;
  }
}
