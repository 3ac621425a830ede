package vn.kenh.server.telemetry;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import vn.kenh.gateway.reading.LineProtocolReader;

/**
 * Keeps readings in SQLite, one file a month, where there is no InfluxDB. Every write is synced to
 * disk before it returns. The tags {@code farm} and {@code plot} are not kept: queries name
 * devices. Retention deletes whole files, so a reading may stay a month longer than asked for.
 */
public final class EmbeddedStore implements TelemetryStore {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);

  private static final int EXPORT_ROWS = 50_000;
  private static final long FIRST_EXPORT_SLICE = Duration.ofHours(1).toMillis();
  private static final long LAST_EXPORT_SLICE = Duration.ofDays(31).toMillis();
  private static final Duration RETENTION_CHECK = Duration.ofHours(1);

  private final PartitionFolder folder;
  private final Clock clock;
  private final Optional<Duration> retention;

  private final ReentrantLock writing = new ReentrantLock();
  private final LineProtocolReader reader = new LineProtocolReader();
  private long nextRetentionCheck;

  /** Keeps readings in {@code folder} for ever. */
  public EmbeddedStore(Path folder, Clock clock) {
    this(new PartitionFolder(folder, clock), clock, Optional.empty());
  }

  /** Keeps readings in {@code folder} for at least {@code retention}; older ones are refused. */
  public EmbeddedStore(Path folder, Clock clock, Duration retention) {
    this(new PartitionFolder(folder, clock), clock, Optional.of(retention));
  }

  private EmbeddedStore(PartitionFolder folder, Clock clock, Optional<Duration> retention) {
    this.folder = folder;
    this.clock = clock;
    this.retention = retention;
  }

  @Override
  public WriteResult write(byte[] lines) throws StoreUnavailableException, InterruptedException {
    writing.lockInterruptibly();
    try {
      long oldest = retention.map(kept -> clock.millis() - kept.toMillis()).orElse(0L);
      deleteBefore(oldest);
      return new EmbeddedWrite(folder, oldest).write(reader, lines);
    } catch (SQLException e) {
      throw unavailable(e);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public Series trend(TrendQuery query) throws StoreUnavailableException {
    TimeRange range = new TimeRange(query.fromMillis(), query.toMillis());
    if (range.isEmpty() || query.devices().isEmpty()) {
      return new Series(0, List.of());
    }
    BucketMerger raw = new BucketMerger();
    if (readRaw(query, range, raw) <= query.points()) {
      return new Series(0, raw.buckets());
    }
    long interval = Intervals.atMost(query.points(), range.fromMillis(), range.toMillis());
    return new Series(
        interval,
        aggregate(
            new AggregateQuery(
                query.devices(),
                query.metric(),
                range.fromMillis(),
                range.toMillis(),
                interval,
                0)));
  }

  @Override
  public List<Series.Bucket> aggregate(AggregateQuery query) throws StoreUnavailableException {
    TimeRange range = new TimeRange(query.fromMillis(), query.toMillis());
    long interval = query.intervalMillis();
    long offset = Math.floorMod(query.offsetMillis(), interval) - interval;
    BucketMerger merger = new BucketMerger();
    for (Month month : folder.months(range)) {
      read(
          month,
          reader -> {
            var groups = reader.groupsByColumn(query.devices(), query.metric());
            for (Map.Entry<Integer, Set<Integer>> entry : groups.entrySet()) {
              reader.aggregate(entry.getKey(), entry.getValue(), range, interval, offset, merger);
            }
            return merger;
          });
    }
    return merger.buckets();
  }

  @Override
  public void export(ExportQuery query, RowConsumer consumer) throws StoreUnavailableException {
    TimeRange range = new TimeRange(query.fromMillis(), query.toMillis());
    long slice = FIRST_EXPORT_SLICE;
    for (Month month : folder.months(range)) {
      long from = Math.max(range.fromMillis(), month.startMillis());
      long end = Math.min(range.toMillis(), month.endMillis());
      while (from < end) {
        TimeRange part = new TimeRange(from, Math.min(end, from + slice));
        List<PartitionReader.Row> rows = rows(query, month, part);
        for (PartitionReader.Row row : rows) {
          consumer.row(row.timeMillis(), row.device(), row.metric(), row.value());
        }
        slice =
            rows.size() < EXPORT_ROWS
                ? Math.min(slice * 2, LAST_EXPORT_SLICE)
                : Math.max(1, slice / 2);
        from = part.toMillis();
      }
    }
  }

  @Override
  public Map<String, LatestValue> latest(String device) throws StoreUnavailableException {
    Map<String, LatestValue> latest = new HashMap<>();
    List<Month> newestFirst = new ArrayList<>(folder.months());
    Collections.reverse(newestFirst);
    for (Month month : newestFirst) {
      read(
          month,
          reader -> {
            reader.latest(device, latest);
            return latest;
          });
    }
    return latest;
  }

  @Override
  public StoreHealth health() {
    try {
      Month month = Month.at(clock.millis());
      folder.release(folder.acquire(month));
      return new StoreHealth(true, "embedded store in " + folder.path());
    } catch (SQLException e) {
      return new StoreHealth(false, String.valueOf(unavailable(e).getMessage()));
    }
  }

  @Override
  public void close() {
    writing.lock();
    try {
      folder.close();
    } catch (SQLException e) {
      LOG.warn("closing the embedded store in {}: {}", folder.path(), e.getMessage());
    } finally {
      writing.unlock();
    }
  }

  private int readRaw(TrendQuery query, TimeRange range, BucketMerger into)
      throws StoreUnavailableException {
    int count = 0;
    for (Month month : folder.months(range)) {
      int limit = query.points() + 1 - count;
      if (limit > 0) {
        count += read(month, reader -> readRaw(reader, query, range, limit, into));
      }
    }
    return count;
  }

  private static int readRaw(
      PartitionReader reader, TrendQuery query, TimeRange range, int limit, BucketMerger into)
      throws SQLException {
    int count = 0;
    var groups = reader.groupsByColumn(query.devices(), query.metric());
    for (Map.Entry<Integer, Set<Integer>> entry : groups.entrySet()) {
      if (count < limit) {
        count += reader.raw(entry.getKey(), entry.getValue(), range, limit - count, into);
      }
    }
    return count;
  }

  private List<PartitionReader.Row> rows(ExportQuery query, Month month, TimeRange part)
      throws StoreUnavailableException {
    List<PartitionReader.Row> rows =
        read(
            month,
            reader -> {
              List<PartitionReader.Row> found = new ArrayList<>();
              reader.rows(reader.sources(query.devices(), query.metrics()), part, found);
              return found;
            });
    return PartitionReader.Row.sorted(rows);
  }

  private <R> R read(Month month, Partition.Query<R> query) throws StoreUnavailableException {
    try {
      Partition partition = folder.acquire(month);
      try {
        return partition.read(query);
      } catch (SQLException e) {
        if (PartitionFolder.isDamage(e)) {
          folder.damaged(partition);
        }
        throw e;
      } finally {
        folder.release(partition);
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private void deleteBefore(long oldest) throws SQLException {
    long now = clock.millis();
    if (retention.isPresent() && now >= nextRetentionCheck) {
      folder.deleteBefore(oldest);
      nextRetentionCheck = now + RETENTION_CHECK.toMillis();
    }
  }

  private StoreUnavailableException unavailable(SQLException e) {
    int code = e.getErrorCode() & 0xff;
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return new StoreUnavailableException(
          StoreUnavailableException.Cause.CONFIGURATION,
          "the disk with " + folder.path() + " is full: free some space",
          e);
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY.code
        || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || code == SQLiteErrorCode.SQLITE_PERM.code) {
      return new StoreUnavailableException(
          StoreUnavailableException.Cause.CONFIGURATION,
          folder.path() + " cannot be written: check its owner and permissions",
          e);
    }
    return new StoreUnavailableException(
        StoreUnavailableException.Cause.TRANSIENT,
        "the embedded store in " + folder.path() + " failed: " + e.getMessage(),
        e);
  }
}
