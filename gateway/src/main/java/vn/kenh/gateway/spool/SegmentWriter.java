package vn.kenh.gateway.spool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Appends to the newest segment: one call, one transaction, one fsync. */
final class SegmentWriter implements AutoCloseable {

  final SegmentFile file;
  private final Connection connection;
  private final PreparedStatement insert;
  private final PreparedStatement state;

  private SegmentWriter(SegmentFile file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)");
    this.state = connection.prepareStatement("INSERT OR REPLACE INTO state VALUES (1, ?)");
  }

  /** Creates the file of a new segment. */
  static SegmentWriter create(SegmentFile file) throws SQLException {
    Connection connection = SegmentFile.create(file.path);
    try {
      SegmentFile.createTables(connection);
      try (Statement statement = connection.createStatement()) {
        // A checkpoint every 16 MiB: fewer stalls than the default 4 MiB, and a short recovery.
        statement.execute("PRAGMA wal_autocheckpoint=4096");
      }
      connection.setAutoCommit(false);
      return new SegmentWriter(file, connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Makes the entries and the state durable, or nothing at all.
   *
   * @throws SQLException if the disk does not take it; the same call may be repeated
   */
  void commit(List<SpoolEntry> entries, byte[] stateRow) throws SQLException {
    try {
      for (SpoolEntry entry : entries) {
        insert.setLong(1, entry.id());
        insert.setInt(2, entry.kind().code);
        insert.setInt(3, entry.readings());
        insert.setString(4, entry.topic());
        insert.setBytes(5, entry.body());
        insert.setInt(6, SegmentFile.checksum(entry));
        insert.executeUpdate();
      }
      state.setBytes(1, stateRow);
      state.executeUpdate();
      connection.commit();
    } catch (SQLException e) {
      rollback(e);
      throw e;
    }
    long bytes = file.bytes;
    for (SpoolEntry entry : entries) {
      file.untakenReadings.addAndGet(entry.readings());
      bytes += entry.body().length + entry.topic().length() + 64L;
    }
    file.bytes = bytes;
    if (!entries.isEmpty()) {
      file.lastId = entries.get(entries.size() - 1).id();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private void rollback(SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
