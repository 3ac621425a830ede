package vn.kenh.server.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What people ask of readings: how a metric went by day, how much water ran, how much it rained.
 * Several devices are combined; a plot or a farm is the set of its devices. Days are those of
 * Vietnam.
 */
public final class Trends {

  /** Vietnam's time: seven hours ahead of UTC, without summer time, since 1975. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private static final long DAY = Duration.ofDays(1).toMillis();

  /** How far back a counter's last reading before a range is looked for. */
  private static final long COUNTER_LOOK_BACK = DAY;

  private final TelemetryStore store;

  public Trends(TelemetryStore store) {
    this.store = store;
  }

  /** Mean, least and greatest value over a half-open range; empty if there is no reading. */
  public Optional<Series.Bucket> summary(
      Set<String> devices, String metric, long fromMillis, long toMillis)
      throws StoreUnavailableException, InterruptedException {
    if (fromMillis >= toMillis) {
      return Optional.empty();
    }
    long width = toMillis - fromMillis;
    AggregateQuery whole =
        new AggregateQuery(devices, metric, fromMillis, toMillis, width, fromMillis % width);
    return store.aggregate(whole).stream().findFirst();
  }

  /** Mean, least and greatest value of each day with readings, to but without {@code to}. */
  public List<Day> days(Set<String> devices, String metric, LocalDate from, LocalDate to)
      throws StoreUnavailableException, InterruptedException {
    List<Day> days = new ArrayList<>();
    long start = startOf(from);
    AggregateQuery query =
        new AggregateQuery(devices, metric, start, startOf(to), DAY, Math.floorMod(start, DAY));
    for (Series.Bucket bucket : store.aggregate(query)) {
      days.add(new Day(dayOf(bucket.startMillis()), bucket.mean(), bucket.min(), bucket.max()));
    }
    return days;
  }

  /**
   * What running counters ({@code water_volume}, in litres) counted in a half-open range, in their
   * unit. A counter that began again at zero does no harm; readings up to a day before the range
   * tell where a counter stood at its start, so that ranges side by side add up.
   *
   * @param metrics with their suffixes; those of each device are separate counters
   */
  public double counted(Set<String> devices, Set<String> metrics, long fromMillis, long toMillis)
      throws StoreUnavailableException, InterruptedException {
    return counted(devices, metrics, fromMillis, toMillis, (time, amount) -> {});
  }

  /** The same for each day, to but without {@code to}; days without any are left out. */
  public NavigableMap<LocalDate, Double> countedByDay(
      Set<String> devices, Set<String> metrics, LocalDate from, LocalDate to)
      throws StoreUnavailableException, InterruptedException {
    NavigableMap<LocalDate, Double> days = new TreeMap<>();
    counted(
        devices,
        metrics,
        startOf(from),
        startOf(to),
        (time, amount) -> days.merge(dayOf(time), amount, Double::sum));
    return days;
  }

  /**
   * The sum of amounts ({@code rainfall}, in mm) reported in a half-open range, in their unit. Of
   * several gauges the mean of their sums is what fell.
   */
  public double summed(Set<String> devices, String metric, long fromMillis, long toMillis)
      throws StoreUnavailableException, InterruptedException {
    NavigableMap<String, Double> gauges = new TreeMap<>();
    store.export(
        new ExportQuery(devices, Set.of(metric), fromMillis, toMillis),
        (time, device, name, value) -> gauges.merge(device, value, Double::sum));
    return gauges.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** The first millisecond of a day in Vietnam. */
  public static long startOf(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant().toEpochMilli();
  }

  /** The day in Vietnam at this moment. */
  public static LocalDate dayOf(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZONE);
  }

  private double counted(
      Set<String> devices,
      Set<String> metrics,
      long fromMillis,
      long toMillis,
      IncreaseConsumer increases)
      throws StoreUnavailableException, InterruptedException {
    if (metrics.isEmpty() || fromMillis >= toMillis) {
      return 0;
    }
    CounterTotal counters = new CounterTotal();
    double[] total = {0};
    store.export(
        new ExportQuery(devices, metrics, fromMillis - COUNTER_LOOK_BACK, toMillis),
        (time, device, metric, value) -> {
          double increase = counters.increase(device, metric, value);
          if (time >= fromMillis && increase > 0) {
            total[0] += increase;
            increases.increase(time, increase);
          }
        });
    return total[0];
  }

  /** One day of a metric, in its unit. */
  public record Day(LocalDate date, double mean, double min, double max) {}

  @FunctionalInterface
  private interface IncreaseConsumer {

    void increase(long timeMillis, double amount);
  }
}
