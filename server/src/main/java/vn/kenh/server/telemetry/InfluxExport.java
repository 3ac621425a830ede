package vn.kenh.server.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.influxdb.InfluxDB;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;

/**
 * Streams rows out of InfluxDB in chunks: two at most wait in memory, and the rows are handed on in
 * the caller's thread.
 */
final class InfluxExport {

  private static final int CHUNK_ROWS = 10_000;
  private static final int CHUNKS_WAITING = 2;
  private static final String DEVICE = "device";

  private final InfluxConnection connection;
  private final Set<String> metrics;
  private final RowConsumer consumer;
  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(CHUNKS_WAITING);
  private final AtomicBoolean abandoned = new AtomicBoolean();
  private final List<Row> sameTime = new ArrayList<>();

  InfluxExport(InfluxConnection connection, Set<String> metrics, RowConsumer consumer) {
    this.connection = connection;
    this.metrics = metrics;
    this.consumer = consumer;
  }

  void run(String query) throws StoreUnavailableException, InterruptedException {
    connection
        .influx()
        .query(
            new Query(query, connection.database(), true),
            CHUNK_ROWS,
            this::chunk,
            () -> offer(new End()),
            error -> offer(new Failure(error)));
    try {
      boolean more = true;
      while (more) {
        Event event = events.take();
        if (event instanceof Failure failure) {
          throw connection.unavailable(failure.error());
        } else if (event instanceof Chunk chunk) {
          rows(chunk.result());
        } else {
          more = false;
        }
      }
      flush();
    } finally {
      abandoned.set(true);
    }
  }

  private void chunk(InfluxDB.Cancellable request, QueryResult result) {
    if (!offer(new Chunk(result))) {
      request.cancel();
    }
  }

  /** Waits for room, unless nobody listens any more. */
  private boolean offer(Event event) {
    try {
      while (!abandoned.get()) {
        if (events.offer(event, 100, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void rows(QueryResult answer) throws StoreUnavailableException {
    if (answer.getResults() == null) {
      return; // influxdb-java tells the end of the stream as an empty answer
    }
    for (QueryResult.Result result : answer.getResults()) {
      if (result.hasError()) {
        connection.requireDatabaseMissing(result);
      } else if (result.getSeries() != null) {
        result.getSeries().forEach(this::rows);
      }
    }
  }

  private void rows(QueryResult.Series series) {
    List<String> columns = series.getColumns();
    int device = columns.indexOf(DEVICE);
    for (List<Object> values : series.getValues()) {
      long time = ((Number) values.get(0)).longValue();
      if (!sameTime.isEmpty() && sameTime.get(0).timeMillis() != time) {
        flush();
      }
      String id = String.valueOf(values.get(device));
      for (int i = 1; i < columns.size(); i++) {
        String metric = columns.get(i);
        if (i != device && (metrics.isEmpty() || metrics.contains(metric))) {
          Double value = InfluxStore.number(values.get(i));
          if (value != null) {
            sameTime.add(new Row(time, id, metric, value));
          }
        }
      }
    }
  }

  private void flush() {
    sameTime.sort(Comparator.comparing(Row::device).thenComparing(Row::metric));
    for (Row row : sameTime) {
      consumer.row(row.timeMillis(), row.device(), row.metric(), row.value());
    }
    sameTime.clear();
  }

  private record Row(long timeMillis, String device, String metric, double value) {}

  private sealed interface Event {}

  private record Chunk(QueryResult result) implements Event {}

  private record Failure(Throwable error) implements Event {}

  private record End() implements Event {}
}
