package vn.kenh.gateway.spool;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks into a quarantine without changing it, also while another process works with it: SQLite's
 * log lets it read what was committed when it began.
 */
public final class QuarantineReader implements AutoCloseable {

  private final Connection connection;

  /**
   * Opens the file.
   *
   * @throws SQLException if it cannot be read
   */
  public QuarantineReader(Path file) throws SQLException {
    this.connection = SegmentFile.share(file);
  }

  /** Up to {@code limit} items with ids above {@code after}, by id. */
  public List<QuarantineItem> list(int limit, long after) throws SQLException {
    return list(connection, limit, after);
  }

  static List<QuarantineItem> list(Connection connection, int limit, long after)
      throws SQLException {
    List<QuarantineItem> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM item WHERE id > ? ORDER BY id LIMIT ?")) {
      select.setLong(1, after);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(Quarantine.item(row));
        }
      }
    }
    return found;
  }

  /** Number of items kept. */
  public long size() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM item")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
