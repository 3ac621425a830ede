package vn.kenh.gateway.spool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one segment, while it is still written to or later. */
final class SegmentReader implements AutoCloseable {

  /** What a segment says about itself. */
  record Summary(long firstId, long lastId) {}

  final SegmentFile file;
  private final Connection connection;

  SegmentReader(SegmentFile file) throws SQLException {
    this.file = file;
    this.connection = SegmentFile.open(file.path);
  }

  /** Whether a crash came between the creation of the file and its first commit. */
  boolean isUnused() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
      return row.next() && row.getInt(1) == 0;
    }
  }

  /** The lowest and highest id, empty if there are no entries. */
  Optional<Summary> summary() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT min(id), max(id) FROM entry")) {
      row.next();
      long first = row.getLong(1);
      return row.wasNull() ? Optional.empty() : Optional.of(new Summary(first, row.getLong(2)));
    }
  }

  /** The state as of the last commit to this segment; empty if there is none or it is damaged. */
  Optional<SpoolState> state() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT body FROM state WHERE id = 1")) {
      return row.next() ? SpoolState.decode(row.getBytes(1)) : Optional.empty();
    }
  }

  /** Sum of the readings of entries from {@code fromId} on that are not settled. */
  long pendingReadings(SpoolState state, long fromId) throws SQLException {
    long sum = 0;
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id, readings FROM entry WHERE id >= ?")) {
      select.setLong(1, fromId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (!state.isSettled(row.getLong(1))) {
            sum += row.getInt(2);
          }
        }
      }
    }
    return sum;
  }

  /**
   * Entries from {@code fromId} on, in order: at least one if there is one, then until {@code
   * maxBytes} are reached.
   *
   * @throws SegmentDamagedException if an entry does not match its checksum
   * @throws SQLException if the file cannot be read
   */
  List<SpoolEntry> read(long fromId, long maxBytes) throws SQLException, SegmentDamagedException {
    List<SpoolEntry> entries = new ArrayList<>();
    long bytes = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, kind, readings, topic, body, crc FROM entry WHERE id >= ? ORDER BY id")) {
      select.setLong(1, fromId);
      try (ResultSet row = select.executeQuery()) {
        while (bytes < maxBytes && row.next()) {
          SpoolEntry entry = entry(row);
          entries.add(entry);
          bytes += entry.body().length + 200L;
        }
      }
    }
    return entries;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static SpoolEntry entry(ResultSet row) throws SQLException, SegmentDamagedException {
    long id = row.getLong(1);
    int kind = row.getInt(2);
    byte[] body = row.getBytes(5);
    String topic = row.getString(4);
    if (body == null || topic == null || !EntryKind.exists(kind)) {
      throw new SegmentDamagedException("entry " + id + " is not what was written");
    }
    SpoolEntry entry = new SpoolEntry(id, EntryKind.of(kind), topic, row.getInt(3), body);
    if (SegmentFile.checksum(entry) != row.getInt(6)) {
      throw new SegmentDamagedException("entry " + id + " does not match its checksum");
    }
    return entry;
  }
}
