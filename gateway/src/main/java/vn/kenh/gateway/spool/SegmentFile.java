package vn.kenh.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * One file of the spool and which entries are in it. The file's name is its number, so that the
 * order of files needs no index.
 */
final class SegmentFile {

  /** Also what {@link SegmentSalvage} takes for granted when it reads a damaged file. */
  static final int PAGE_SIZE = 4096;

  private static final Pattern NAME = Pattern.compile("(\\d{6,})\\.db");

  final Path path;
  final int number;

  /** Ids of the entries, {@code lastId < firstId} while there are none. */
  volatile long firstId;

  volatile long lastId;

  /** Disk space, exact once the file is complete, else what has been written so far. */
  volatile long bytes;

  /** Readings that no consumer has taken yet: what damage to this file would cost. */
  final AtomicLong untakenReadings = new AtomicLong();

  /**
   * Whether what could be saved of it has been saved already: what is missing now stays missing.
   */
  volatile boolean salvaged;

  SegmentFile(Path path, int number, long firstId) {
    this.path = path;
    this.number = number;
    this.firstId = firstId;
    this.lastId = firstId - 1;
  }

  static Path path(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "%06d.db", number));
  }

  /** The number of a segment file, empty for any other file. */
  static Optional<Integer> numberOf(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    try {
      return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** All files of a folder by name, as a list that holds no directory open. */
  static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  Path wal() {
    return path.resolveSibling(path.getFileName() + "-wal");
  }

  Path sharedMemory() {
    return path.resolveSibling(path.getFileName() + "-shm");
  }

  long sizeOnDisk() {
    return size(path) + size(wal());
  }

  void delete() throws IOException {
    // In this order: a log without its database is swept away at the next start, but a database
    // without its log would look damaged.
    Files.deleteIfExists(path);
    Files.deleteIfExists(wal());
    Files.deleteIfExists(sharedMemory());
  }

  static Connection create(Path file) throws SQLException {
    return connect(file, new SQLiteConfig());
  }

  /**
   * Opens an existing file for reading; one that is missing is an error instead of a new, empty
   * file. One that was closed properly has no log and is read without touching the disk otherwise,
   * so that a full disk can still be emptied.
   */
  static Connection open(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    if (Files.notExists(file.resolveSibling(file.getFileName() + "-wal"))) {
      config.setOpenMode(SQLiteOpenMode.OPEN_URI);
      Connection connection =
          config.createConnection("jdbc:sqlite:" + file.toUri() + "?immutable=1");
      return connection;
    }
    return connect(file, config);
  }

  /** Opens an existing file that another process may be writing to; only to be read from. */
  static Connection share(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(5_000);
    return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
  }

  private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
    config.setBusyTimeout(5_000);
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size=" + PAGE_SIZE);
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("PRAGMA cell_size_check=ON");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  static void createTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE entry (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, readings INTEGER NOT"
              + " NULL, topic TEXT NOT NULL, body BLOB NOT NULL, crc INTEGER NOT NULL)");
      statement.execute("CREATE TABLE state (id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
    }
  }

  /** CRC32C over everything an entry says, so that damage anywhere in its row shows. */
  static int checksum(SpoolEntry entry) {
    CRC32C crc = new CRC32C();
    crc.update(
        ByteBuffer.allocate(16)
            .putLong(entry.id())
            .putInt(entry.kind().code)
            .putInt(entry.readings())
            .flip());
    crc.update(entry.topic().getBytes(StandardCharsets.UTF_8));
    crc.update(entry.body());
    return (int) crc.getValue();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // Not there: the log of a file that was closed properly.
    }
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
