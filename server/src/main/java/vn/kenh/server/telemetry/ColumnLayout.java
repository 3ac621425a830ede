package vn.kenh.server.telemetry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the writer of one file puts each metric of each device: which group of rows, which of its
 * columns. A device gets a group of its own, and another for every eight metrics more.
 */
final class ColumnLayout implements AutoCloseable {

  private static final int MAX_CACHED_DEVICES = 20_000;

  private final PreparedStatement load;
  private final PreparedStatement add;
  private final PreparedStatement lastGroup;
  private final Map<String, Map<String, Column>> devices =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Column>> eldest) {
          return size() > MAX_CACHED_DEVICES;
        }
      };

  private int freeGroup = -1;

  ColumnLayout(Connection writer) throws SQLException {
    this.load = writer.prepareStatement("SELECT metric, grp, col FROM layout WHERE device = ?");
    this.add =
        writer.prepareStatement("INSERT INTO layout(device, metric, grp, col) VALUES (?, ?, ?, ?)");
    this.lastGroup = writer.prepareStatement("SELECT coalesce(max(grp), 0) FROM layout");
  }

  /** The columns of a device, to be handed to {@link #column}. */
  Map<String, Column> columns(String device) throws SQLException {
    Map<String, Column> columns = devices.get(device);
    if (columns == null) {
      columns = load(device);
      devices.put(device, columns);
    }
    return columns;
  }

  /** The column of a metric, made if there is none yet; part of the writer's transaction. */
  Column column(String device, Map<String, Column> columns, String metric) throws SQLException {
    Column column = columns.get(metric);
    if (column == null) {
      column = next(columns);
      add.setString(1, device);
      add.setString(2, metric);
      add.setInt(3, column.group());
      add.setInt(4, column.number());
      add.executeUpdate();
      columns.put(metric, column);
    }
    return column;
  }

  /** Forgets what a transaction may have made that was rolled back. */
  void forget() {
    devices.clear();
    freeGroup = -1;
  }

  @Override
  public void close() throws SQLException {
    load.close();
    add.close();
    lastGroup.close();
  }

  private Map<String, Column> load(String device) throws SQLException {
    Map<String, Column> columns = new HashMap<>();
    load.setString(1, device);
    try (ResultSet rows = load.executeQuery()) {
      while (rows.next()) {
        columns.put(rows.getString(1), new Column(rows.getInt(2), rows.getInt(3)));
      }
    }
    return columns;
  }

  private Column next(Map<String, Column> columns) throws SQLException {
    int number = columns.size() % Column.PER_GROUP;
    if (number > 0) {
      int group = columns.values().stream().mapToInt(Column::group).max().orElseThrow();
      return new Column(group, number);
    }
    if (freeGroup < 0) {
      try (ResultSet rows = lastGroup.executeQuery()) {
        freeGroup = rows.getInt(1) + 1;
      }
    }
    return new Column(freeGroup++, 0);
  }
}
