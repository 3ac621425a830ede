package vn.kenh.gateway.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What could not be read or stored, kept whole so that it can be looked at and tried again after a
 * fix. Bounded by age and size; the oldest goes first, and is counted. Safe for use from many
 * threads; every method may block on the disk.
 */
public final class Quarantine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int MAX_ERROR_CHARS = 1000;

  private final Path file;
  private final QuarantineOptions options;
  private final Clock clock;
  private Connection connection;
  private long bytes;
  private long items;
  private long expired;

  private Quarantine(Path file, QuarantineOptions options, Clock clock) throws SQLException {
    this.file = file;
    this.options = options;
    this.clock = clock;
    this.connection = connect(file);
    count();
  }

  /**
   * Opens the quarantine. A damaged file is set aside, what can be read of it is taken over, and a
   * new one is begun.
   */
  public static Quarantine open(Path file, QuarantineOptions options, Clock clock) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try {
        return new Quarantine(file, options, clock);
      } catch (SQLException e) {
        LOG.error("the quarantine {} is damaged: {}", file, e.getMessage());
        return replace(file, options, clock);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the quarantine " + file, e);
    } catch (SQLException e) {
      throw new UncheckedIOException(
          new IOException("cannot open the quarantine " + file + ": " + e.getMessage(), e));
    }
  }

  /** Keeps the items; on return they are durable. */
  public synchronized void addAll(List<QuarantineItem> newItems) throws SQLException {
    if (newItems.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO item (kind, topic, device, received, error, payload)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      for (QuarantineItem item : newItems) {
        insert.setInt(1, item.kind().code);
        insert.setString(2, item.topic());
        insert.setString(3, item.device());
        insert.setLong(4, item.receivedMillis());
        insert.setString(5, shorten(item.error()));
        insert.setBytes(6, item.payload());
        insert.executeUpdate();
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
    for (QuarantineItem item : newItems) {
      bytes += item.payload().length;
      items++;
    }
    if (bytes > options.maxBytes()) {
      expire();
    }
  }

  /**
   * Keeps readings that the store refuses; on return they are durable.
   *
   * @param line line protocol of exactly these readings
   */
  public void addRefused(String device, String line, String reason) throws SQLException {
    addAll(
        List.of(
            new QuarantineItem(
                QuarantineItem.Kind.REFUSED,
                "kenh/" + device + "/frame",
                device,
                clock.millis(),
                reason,
                line.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
  }

  /** The highest id given to an item that is still here; 0 where there is none. */
  public synchronized long newestId() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT coalesce(max(id), 0) FROM item")) {
      return row.next() ? row.getLong(1) : 0;
    } finally {
      connection.rollback(); // Ends the read, so that the log can be checkpointed.
    }
  }

  /** Up to {@code limit} items with ids above {@code after} (0 for the first page), by id. */
  public synchronized List<QuarantineItem> list(int limit, long after) throws SQLException {
    try {
      return QuarantineReader.list(connection, limit, after);
    } finally {
      connection.rollback(); // Ends the read, so that the log can be checkpointed.
    }
  }

  public synchronized Optional<QuarantineItem> get(long id) throws SQLException {
    return list(1, id - 1).stream().filter(item -> item.id() == id).findFirst();
  }

  /** Drops an item, because it has been replayed or a person says so. */
  public synchronized void remove(long id) throws SQLException {
    Optional<QuarantineItem> item = get(id);
    if (item.isPresent()) {
      delete("DELETE FROM item WHERE id = " + id);
      bytes -= item.get().payload().length;
      items--;
    }
  }

  /** Drops what is too old or too much. */
  public synchronized void expire() throws SQLException {
    long oldest = clock.millis() - options.maxAge().toMillis();
    expired += delete("DELETE FROM item WHERE received < " + oldest);
    count();
    if (bytes > options.maxBytes()) {
      // A tenth more than needed, so that this does not happen at every item.
      expired += delete("DELETE FROM item WHERE id <= " + lastToDrop(options.maxBytes() * 9 / 10));
      count();
    }
  }

  /** Number of items kept now. */
  public synchronized long size() {
    return items;
  }

  /** Payload bytes kept now. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Number of items dropped for age or space since the start of this process. */
  public synchronized long expired() {
    return expired;
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("closing {}: {}", file, e.toString());
    }
  }

  private long lastToDrop(long keepBytes) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT id, length(payload) FROM item ORDER BY id DESC")) {
      long kept = 0;
      while (row.next()) {
        kept += row.getLong(2);
        if (kept > keepBytes) {
          return row.getLong(1);
        }
      }
      return 0;
    }
  }

  private long delete(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int count = statement.executeUpdate(sql);
      connection.commit();
      return count;
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  private void count() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*), total(length(payload)) FROM item")) {
      row.next();
      items = row.getLong(1);
      bytes = row.getLong(2);
    } finally {
      connection.rollback();
    }
  }

  private static Connection connect(Path file) throws SQLException {
    Connection connection = SegmentFile.create(file);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT"
              + " NULL, topic TEXT NOT NULL, device TEXT NOT NULL, received INTEGER NOT NULL,"
              + " error TEXT NOT NULL, payload BLOB NOT NULL)");
      try (ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
        if (row.next() && !row.getString(1).equals("ok")) {
          throw new SQLException(row.getString(1));
        }
      }
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Makes a file with the tables and nothing in them, closed. */
  static void createEmpty(Path file) throws SQLException {
    connect(file).close();
  }

  private static Quarantine replace(Path file, QuarantineOptions options, Clock clock)
      throws IOException, SQLException {
    Path aside =
        file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(clock.instant()));
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    if (Files.exists(log)) {
      Files.move(
          log,
          aside.resolveSibling(aside.getFileName() + "-wal"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    Quarantine fresh = new Quarantine(file, options, clock);
    int saved = new QuarantineSalvage(aside).copyTo(fresh);
    LOG.error("the damaged quarantine is set aside as {}; {} items of it were saved", aside, saved);
    return fresh;
  }

  static QuarantineItem item(ResultSet row) throws SQLException {
    return new QuarantineItem(
        row.getLong("id"),
        QuarantineItem.Kind.of(row.getInt("kind")),
        row.getString("topic"),
        row.getString("device"),
        row.getLong("received"),
        row.getString("error"),
        row.getBytes("payload"));
  }

  private static String shorten(String error) {
    return error.length() <= MAX_ERROR_CHARS ? error : error.substring(0, MAX_ERROR_CHARS) + "…";
  }
}
