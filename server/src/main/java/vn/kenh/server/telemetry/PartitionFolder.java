package vn.kenh.server.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * The files of the embedded store, {@code 2026-11.db} and so on: opens them when needed, keeps the
 * last used ones open, deletes old ones, and sets damaged ones aside.
 */
final class PartitionFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionFolder.class);
  private static final int MAX_OPEN = 12;
  private static final List<String> SQLITE_SUFFIXES = List.of("", "-wal", "-shm");

  private final Path folder;
  private final Clock clock;
  private final NavigableMap<YearMonth, Month> months = new TreeMap<>();
  private final LinkedHashMap<YearMonth, Lease> open = new LinkedHashMap<>(16, 0.75f, true);

  PartitionFolder(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    try {
      Files.createDirectories(folder);
      try (var files = Files.newDirectoryStream(folder, "*.db")) {
        files.forEach(this::found);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  Path path() {
    return folder;
  }

  /** The months with readings that overlap the range, oldest first. */
  synchronized List<Month> months(TimeRange range) {
    return months.values().stream().filter(month -> month.overlaps(range)).toList();
  }

  /** All months with readings, oldest first. */
  synchronized List<Month> months() {
    return List.copyOf(months.values());
  }

  /** The file of a month, made if there is none; to be given back by {@link #release}. */
  synchronized Partition acquire(Month month) throws SQLException {
    Lease lease = open.get(month.name());
    if (lease == null) {
      lease = new Lease(openOrReplace(month));
      months.put(month.name(), month);
      open.put(month.name(), lease);
    }
    lease.users++;
    closeLeastUsed();
    return lease.partition;
  }

  synchronized void release(Partition partition) throws SQLException {
    Lease lease = open.get(partition.month().name());
    if (lease == null || lease.partition != partition) {
      throw new IllegalStateException("was not acquired: " + partition.file());
    }
    lease.users--;
    if (lease.users > 0) {
      return;
    }
    if (lease.damaged) {
      open.remove(partition.month().name());
      setAside(partition);
    } else if (lease.distrusted) {
      open.remove(partition.month().name());
      close(partition);
    }
  }

  /**
   * Marks a file that is still acquired as damaged: its last user's {@link #release} renames it,
   * and the month begins anew.
   */
  synchronized void damaged(Partition partition) {
    Lease lease = open.get(partition.month().name());
    if (lease != null && lease.partition == partition) {
      lease.damaged = true;
    }
  }

  /**
   * Marks a file that is still acquired as one whose connections are not to be used again: its last
   * user's {@link #release} closes it, and the next one opens it afresh.
   */
  synchronized void distrust(Partition partition) {
    Lease lease = open.get(partition.month().name());
    if (lease != null && lease.partition == partition) {
      lease.distrusted = true;
    }
  }

  /** Deletes the months that end at or before this time and are not in use. */
  synchronized void deleteBefore(long millis) throws SQLException {
    for (Month month : List.copyOf(months.headMap(Month.at(millis).name(), true).values())) {
      Lease lease = open.get(month.name());
      if (month.endMillis() > millis || (lease != null && lease.users > 0)) {
        continue;
      }
      if (lease != null) {
        open.remove(month.name());
        lease.partition.close();
      }
      months.remove(month.name());
      delete(month);
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    for (Lease lease : open.values()) {
      lease.partition.close();
    }
    open.clear();
  }

  /** Whether SQLite says that a file is not a sound database. */
  static boolean isDamage(SQLException e) {
    int code = e.getErrorCode() & 0xff;
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  private void found(Path file) {
    String name = file.getFileName().toString();
    try {
      YearMonth month = YearMonth.parse(name.substring(0, name.length() - ".db".length()));
      months.put(month, Month.of(month));
    } catch (DateTimeParseException e) {
      LOG.warn("{} is not a file of the embedded store and is left alone", file);
    }
  }

  private Partition openOrReplace(Month month) throws SQLException {
    Path file = file(month);
    try {
      return Partition.open(file, month);
    } catch (SQLException e) {
      if (!isDamage(e)) {
        throw e;
      }
      setAside(file, String.valueOf(e.getMessage()));
      return Partition.open(file, month);
    }
  }

  private void closeLeastUsed() throws SQLException {
    List<Lease> idle = new ArrayList<>();
    int excess = open.size() - MAX_OPEN;
    for (Lease lease : open.values()) {
      if (idle.size() < excess && lease.users == 0 && !isNewest(lease)) {
        idle.add(lease);
      }
    }
    for (Lease lease : idle) {
      open.remove(lease.partition.month().name());
      lease.partition.close();
    }
  }

  private boolean isNewest(Lease lease) {
    return lease.partition.month().name().equals(months.lastKey());
  }

  /** Closes what has failed before, and may fail again. */
  private static void close(Partition partition) {
    try {
      partition.close();
    } catch (SQLException e) {
      LOG.debug("closing {}", partition.file(), e);
    }
  }

  private void setAside(Partition partition) {
    close(partition);
    setAside(partition.file(), "found while in use");
    months.remove(partition.month().name());
  }

  private void setAside(Path file, String reason) {
    String suffix = ".damaged-" + clock.millis();
    LOG.error(
        "{} is damaged ({}) and was set aside as {}{}; its readings can be salvaged with"
            + " 'sqlite3 FILE .recover'. New readings go to a new file.",
        file,
        reason,
        file.getFileName(),
        suffix);
    try {
      for (String part : SQLITE_SUFFIXES) {
        Path source = Path.of(file + part);
        if (Files.exists(source)) {
          Files.move(source, Path.of(file + part + suffix));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set aside the damaged " + file, e);
    }
  }

  private void delete(Month month) {
    LOG.info("deleting the readings of {}: older than the retention", month.name());
    try {
      for (String part : SQLITE_SUFFIXES) {
        Files.deleteIfExists(Path.of(file(month) + part));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file(month), e);
    }
  }

  private Path file(Month month) {
    return folder.resolve(month.name() + ".db");
  }

  private static final class Lease {
    final Partition partition;
    int users;
    boolean damaged;
    boolean distrusted;

    Lease(Partition partition) {
      this.partition = partition;
    }
  }
}
