package vn.kenh.server.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;
import vn.kenh.server.telemetry.WriteResult.RefusedReadings;

/**
 * Keeps readings in InfluxDB through its v1 API, which InfluxDB 1, 2, 3, Cloud and Clustered all
 * speak: measurement {@code telemetry}, tags {@code farm}, {@code plot} and {@code device}, one
 * field a metric. A device that moves to another plot begins a new series; queries go by device and
 * see both.
 */
public final class InfluxStore implements TelemetryStore {

  private static final String LAST_PREFIX = "last_";

  private final InfluxConnection connection;

  /**
   * Connects to nothing yet: an InfluxDB that is down does not keep the server from starting.
   *
   * @throws IllegalArgumentException if the address is not an http or https one
   */
  public InfluxStore(InfluxOptions options) {
    this.connection = new InfluxConnection(options);
  }

  @Override
  public WriteResult write(byte[] lines) throws StoreUnavailableException, InterruptedException {
    int readings = Readings.count(lines);
    if (readings == 0) {
      return new WriteResult(0, List.of());
    }
    List<RefusedReadings> refused =
        new InfluxWrite(connection).write(new String(lines, StandardCharsets.UTF_8));
    int lost = refused.stream().mapToInt(RefusedReadings::readings).sum();
    return new WriteResult(readings - lost, List.copyOf(refused));
  }

  @Override
  public Series trend(TrendQuery query) throws StoreUnavailableException, InterruptedException {
    TimeRange range = new TimeRange(query.fromMillis(), query.toMillis());
    if (range.isEmpty() || query.devices().isEmpty()) {
      return new Series(0, List.of());
    }
    long interval = Intervals.atMost(query.points(), range.fromMillis(), range.toMillis());
    List<QueryResult.Result> results =
        connection.query(
            InfluxQl.count(query.devices(), query.metric(), range)
                + "; "
                + InfluxQl.buckets(query.devices(), query.metric(), range, interval, 0));
    if (results.isEmpty()) {
      return new Series(0, List.of());
    }
    long count = rows(results.get(0)).mapToLong(row -> ((Number) row.get(1)).longValue()).sum();
    if (count > query.points()) {
      return new Series(interval, buckets(results.get(1)));
    }
    return new Series(0, count == 0 ? List.of() : raw(query, range));
  }

  @Override
  public List<Series.Bucket> aggregate(AggregateQuery query)
      throws StoreUnavailableException, InterruptedException {
    TimeRange range = new TimeRange(query.fromMillis(), query.toMillis());
    if (range.isEmpty() || query.devices().isEmpty()) {
      return List.of();
    }
    long interval = query.intervalMillis();
    long offset = Math.floorMod(query.offsetMillis(), interval);
    List<QueryResult.Result> results =
        connection.query(
            InfluxQl.buckets(query.devices(), query.metric(), range, interval, offset));
    return results.isEmpty() ? List.of() : buckets(results.get(0));
  }

  @Override
  public void export(ExportQuery query, RowConsumer consumer)
      throws StoreUnavailableException, InterruptedException {
    TimeRange range = new TimeRange(query.fromMillis(), query.toMillis());
    if (!range.isEmpty() && !query.devices().isEmpty()) {
      new InfluxExport(connection, query.metrics(), consumer)
          .run(InfluxQl.rows(query.devices(), query.metrics(), range));
    }
  }

  @Override
  public Map<String, LatestValue> latest(String device)
      throws StoreUnavailableException, InterruptedException {
    List<String> metrics = new ArrayList<>();
    for (QueryResult.Result result : connection.query(InfluxQl.lastOfAll(device))) {
      series(result).forEach(series -> addMetrics(series, metrics));
    }
    Map<String, LatestValue> latest = new HashMap<>();
    if (metrics.isEmpty()) {
      return latest;
    }
    List<QueryResult.Result> results = connection.query(InfluxQl.last(device, metrics));
    for (int i = 0; i < results.size(); i++) {
      String metric = metrics.get(i);
      rows(results.get(i))
          .forEach(
              row -> {
                Double value = number(row.get(1));
                if (value != null) {
                  latest.put(metric, new LatestValue(time(row), value));
                }
              });
    }
    return latest;
  }

  @Override
  public StoreHealth health() {
    try {
      return connection.health();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new StoreHealth(false, "interrupted while asking InfluxDB");
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  /** A field's value as a number; null for text and for no value. */
  static @Nullable Double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return value instanceof Boolean bool ? (bool ? 1.0 : 0.0) : null;
  }

  private List<Series.Bucket> raw(TrendQuery query, TimeRange range)
      throws StoreUnavailableException, InterruptedException {
    BucketMerger merger = new BucketMerger();
    for (QueryResult.Result result :
        connection.query(InfluxQl.raw(query.devices(), query.metric(), range))) {
      rows(result)
          .forEach(
              row -> {
                Double value = number(row.get(1));
                if (value != null) {
                  merger.add(time(row), value);
                }
              });
    }
    return merger.buckets();
  }

  private static List<Series.Bucket> buckets(QueryResult.Result result) {
    return rows(result)
        .filter(row -> row.get(1) != null)
        .map(
            row ->
                new Series.Bucket(
                    time(row),
                    ((Number) row.get(1)).doubleValue(),
                    ((Number) row.get(2)).doubleValue(),
                    ((Number) row.get(3)).doubleValue()))
        .toList();
  }

  private static void addMetrics(QueryResult.Series series, List<String> metrics) {
    List<Object> values = series.getValues().get(0);
    for (int i = 1; i < values.size(); i++) {
      if (number(values.get(i)) != null) {
        metrics.add(series.getColumns().get(i).substring(LAST_PREFIX.length()));
      }
    }
  }

  private static long time(List<Object> row) {
    return ((Number) row.get(0)).longValue();
  }

  private static Stream<List<Object>> rows(QueryResult.Result result) {
    return series(result).flatMap(series -> series.getValues().stream());
  }

  private static Stream<QueryResult.Series> series(QueryResult.Result result) {
    return result.getSeries() == null ? Stream.of() : result.getSeries().stream();
  }
}
