package vn.kenh.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what SQLite can still read of a damaged quarantine, item by item. */
final class QuarantineSalvage {

  private static final Logger LOG = LoggerFactory.getLogger(QuarantineSalvage.class);
  private static final long MOST_PROBES = 1_000_000;

  private final Path damaged;

  QuarantineSalvage(Path damaged) {
    this.damaged = damaged;
  }

  /** Copies what can be read and returns how many items that were. */
  int copyTo(Quarantine fresh) throws SQLException {
    if (Files.notExists(damaged)) {
      return 0;
    }
    try {
      return copyFrom(damaged, fresh);
    } catch (SQLException e) {
      LOG.warn("{} does not open ({}); tries with a new header", damaged, e.getMessage());
    }
    try {
      Path copy = withNewHeader();
      int saved = copyFrom(copy, fresh);
      Files.delete(copy);
      return saved;
    } catch (SQLException | IOException e) {
      LOG.warn("nothing can be read of {}: {}", damaged, e.getMessage());
      return 0;
    }
  }

  private static int copyFrom(Path file, Quarantine fresh) throws SQLException {
    try (Connection connection = SegmentFile.open(file)) {
      long first = bound(connection, "min");
      long last = Math.min(bound(connection, "max"), first + MOST_PROBES);
      int saved = 0;
      for (long id = first; id <= last; id++) {
        saved += copy(connection, id, fresh);
      }
      return saved;
    }
  }

  /**
   * A copy with the first page of an empty quarantine: the tables of both have their roots in the
   * same places, because both were made by the same statements.
   */
  private Path withNewHeader() throws SQLException, IOException {
    Path empty = damaged.resolveSibling(damaged.getFileName() + ".empty");
    Path copy = damaged.resolveSibling(damaged.getFileName() + ".new-header");
    Quarantine.createEmpty(empty);
    byte[] bytes = Files.readAllBytes(damaged);
    byte[] header = Files.readAllBytes(empty);
    Files.delete(empty);
    int length = Math.min(SegmentFile.PAGE_SIZE, Math.min(header.length, bytes.length));
    System.arraycopy(header, 0, bytes, 0, length);
    // The size in pages, and the change counter that says this size is right.
    ByteBuffer.wrap(bytes).putInt(28, bytes.length / SegmentFile.PAGE_SIZE);
    Files.write(copy, bytes);
    return copy;
  }

  private static long bound(Connection connection, String function) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + function + "(id) FROM item")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static int copy(Connection connection, long id, Quarantine fresh) {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM item WHERE id = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          fresh.addAll(List.of(Quarantine.item(row)));
          return 1;
        }
      }
    } catch (SQLException | RuntimeException e) {
      LOG.debug("item {} is lost", id, e);
    }
    return 0;
  }
}
