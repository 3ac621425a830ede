package vn.kenh.server.telemetry;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import vn.kenh.gateway.reading.LineProtocolReader;

/**
 * One month of readings in one SQLite file that stands by itself.
 *
 * <p>A row holds up to eight metrics of a device at one time, so that the key is paid once for a
 * message and not once for each value; times count from the middle of the month and take four
 * bytes. A message of five values takes 33 to 40 bytes.
 */
final class Partition implements AutoCloseable {

  private static final int MAX_IDLE_READERS = 4;

  /** Pages between checkpoints; few and large ones write a page that changes often only once. */
  private static final int CHECKPOINT_PAGES = 8000;

  private static final String[] SCHEMA = {
    """
    CREATE TABLE IF NOT EXISTS layout(
      device TEXT NOT NULL, metric TEXT NOT NULL, grp INTEGER NOT NULL, col INTEGER NOT NULL,
      PRIMARY KEY(device, metric)) WITHOUT ROWID""",
    """
    CREATE TABLE IF NOT EXISTS reading(
      grp INTEGER NOT NULL, time INTEGER NOT NULL, v0, v1, v2, v3, v4, v5, v6, v7,
      PRIMARY KEY(grp, time)) WITHOUT ROWID"""
  };

  private static final String UPSERT =
      """
      INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        v0 = coalesce(excluded.v0, v0), v1 = coalesce(excluded.v1, v1),
        v2 = coalesce(excluded.v2, v2), v3 = coalesce(excluded.v3, v3),
        v4 = coalesce(excluded.v4, v4), v5 = coalesce(excluded.v5, v5),
        v6 = coalesce(excluded.v6, v6), v7 = coalesce(excluded.v7, v7)""";

  private static final int FIRST_VALUE_PARAMETER = 3;

  private final Path file;
  private final Month month;
  private final Connection writer;
  private final PreparedStatement upsert;
  private final ColumnLayout layout;
  private final ConcurrentLinkedDeque<Connection> idleReaders = new ConcurrentLinkedDeque<>();
  private final AtomicInteger idleCount = new AtomicInteger();

  private @Nullable Column[] columns = new Column[16];

  private Partition(Path file, Month month, Connection writer) throws SQLException {
    this.file = file;
    this.month = month;
    this.writer = writer;
    this.upsert = writer.prepareStatement(UPSERT);
    this.layout = new ColumnLayout(writer);
  }

  /** Opens the file, which is made if it is not there. */
  static Partition open(Path file, Month month) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setBusyTimeout(10_000);
    config.setCacheSize(-16_000);
    // Or the driver asks for the last row id, which nobody wants, after every row.
    config.setGetGeneratedKeys(false);
    Connection writer = config.createConnection("jdbc:sqlite:" + file);
    try {
      try (Statement statement = writer.createStatement()) {
        statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        for (String table : SCHEMA) {
          statement.execute(table);
        }
      }
      writer.setAutoCommit(false);
      return new Partition(file, month, writer);
    } catch (SQLException e) {
      writer.close();
      throw e;
    }
  }

  Path file() {
    return file;
  }

  Month month() {
    return month;
  }

  /**
   * Adds the point the reader stands at to the open transaction; values that are not finite are
   * left out. Only one thread writes at a time.
   *
   * @return how many values were taken
   */
  int put(LineProtocolReader point) throws SQLException {
    int count = point.fieldCount();
    if (columns.length < count) {
      columns = new Column[count * 2];
    }
    int taken = 0;
    Map<String, Column> known = layout.columns(point.device());
    for (int i = 0; i < count; i++) {
      boolean finite = Double.isFinite(point.value(i));
      columns[i] = finite ? layout.column(point.device(), known, point.key(i)) : null;
      taken += finite ? 1 : 0;
    }
    for (int i = 0; i < count; i++) {
      Column column = columns[i];
      if (column != null) {
        putGroup(point, column.group(), i);
      }
    }
    return taken;
  }

  void commit() throws SQLException {
    writer.commit();
  }

  void rollback() throws SQLException {
    layout.forget();
    writer.rollback();
  }

  /** Runs a query on a connection of its own, beside the writer. */
  <R> R read(Query<R> query) throws SQLException {
    Connection reader = idleReaders.poll();
    if (reader == null) {
      reader = openReader();
    } else {
      idleCount.decrementAndGet();
    }
    try {
      return query.on(new PartitionReader(reader, month));
    } finally {
      if (idleCount.incrementAndGet() <= MAX_IDLE_READERS) {
        idleReaders.add(reader);
      } else {
        idleCount.decrementAndGet();
        reader.close();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection reader = idleReaders.poll(); reader != null; reader = idleReaders.poll()) {
      reader.close();
    }
    try {
      upsert.close();
      layout.close();
    } finally {
      writer.close();
    }
  }

  private void putGroup(LineProtocolReader point, int group, int first) throws SQLException {
    upsert.setInt(1, group);
    upsert.setLong(2, point.timeMillis() - month.originMillis());
    for (int number = 0; number < Column.PER_GROUP; number++) {
      upsert.setNull(FIRST_VALUE_PARAMETER + number, Types.NULL);
    }
    for (int i = first; i < point.fieldCount(); i++) {
      Column column = columns[i];
      if (column != null && column.group() == group) {
        StoredValue.bind(upsert, FIRST_VALUE_PARAMETER + column.number(), point.value(i));
        columns[i] = null;
      }
    }
    upsert.executeUpdate();
  }

  private Connection openReader() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(10_000);
    config.setCacheSize(-4_000);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    Connection reader = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = reader.createStatement()) {
      statement.execute("PRAGMA query_only = true");
    }
    return reader;
  }

  /** What to do with a connection for reading. */
  @FunctionalInterface
  interface Query<R> {

    R on(PartitionReader reader) throws SQLException;
  }
}
