package vn.kenh.server.telemetry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The queries on one month's file. */
final class PartitionReader {

  private final Connection connection;
  private final Month month;

  PartitionReader(Connection connection, Month month) {
    this.connection = connection;
    this.month = month;
  }

  /** The groups that hold a metric of these devices, by the number of the column it stands in. */
  Map<Integer, Set<Integer>> groupsByColumn(Set<String> devices, String metric)
      throws SQLException {
    Map<Integer, Set<Integer>> groups = new TreeMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT grp, col FROM layout WHERE device = ? AND metric = ?")) {
      statement.setString(2, metric);
      for (String device : devices) {
        statement.setString(1, device);
        try (ResultSet row = statement.executeQuery()) {
          if (row.next()) {
            groups.computeIfAbsent(row.getInt(2), col -> new HashSet<>()).add(row.getInt(1));
          }
        }
      }
    }
    return groups;
  }

  /** Which metric of which device a column holds, for some metrics or, if empty, all. */
  Map<Column, Source> sources(Set<String> devices, Set<String> metrics) throws SQLException {
    Map<Column, Source> sources = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT metric, grp, col FROM layout WHERE device = ?")) {
      for (String device : devices) {
        statement.setString(1, device);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            String metric = row.getString(1);
            if (metrics.isEmpty() || metrics.contains(metric)) {
              sources.put(new Column(row.getInt(2), row.getInt(3)), new Source(device, metric));
            }
          }
        }
      }
    }
    return sources;
  }

  /** At most {@code limit} readings of one column, in no order. */
  int raw(int column, Set<Integer> groups, TimeRange range, int limit, BucketMerger into)
      throws SQLException {
    String sql =
        "SELECT time, v%1$d FROM reading WHERE %2$s AND v%1$d IS NOT NULL LIMIT %3$d"
            .formatted(column, where(groups, range), limit);
    int count = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      for (; row.next(); count++) {
        into.add(row.getLong(1) + month.originMillis(), StoredValue.read(row, 2));
      }
    }
    return count;
  }

  /**
   * Buckets of one column.
   *
   * @param offset of the buckets from multiples of the interval, from minus the interval to 0
   */
  void aggregate(
      int column,
      Set<Integer> groups,
      TimeRange range,
      long interval,
      long offset,
      BucketMerger into)
      throws SQLException {
    String name = "v" + column;
    String sql =
        """
        SELECT (time + %1$d) / %2$d * %2$d + %3$d AS bucket,
          sum(%4$s), count(%5$s), min(%4$s), max(%4$s)
        FROM reading WHERE %6$s AND %5$s IS NOT NULL GROUP BY bucket""";
    long shift = month.originMillis() - offset;
    String where = where(groups, range);
    BucketMerger found = new BucketMerger();
    String thousandths = sql.formatted(shift, interval, offset, name, name, where);
    if (addSums(thousandths, 1000, found)) {
      into.addAll(found);
      return;
    }
    String values = sql.formatted(shift, interval, offset, StoredValue.sql(name), name, where);
    addSums(values, 1, into);
  }

  /** All readings of some columns, in no order. */
  void rows(Map<Column, Source> sources, TimeRange range, Collection<Row> into)
      throws SQLException {
    Set<Integer> groups = sources.keySet().stream().map(Column::group).collect(Collectors.toSet());
    String sql =
        "SELECT grp, time, v0, v1, v2, v3, v4, v5, v6, v7 FROM reading WHERE "
            + where(groups, range);
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        int group = row.getInt(1);
        long time = row.getLong(2) + month.originMillis();
        for (int number = 0; number < Column.PER_GROUP; number++) {
          Source source = sources.get(new Column(group, number));
          if (source != null && row.getObject(number + 3) != null) {
            double value = StoredValue.read(row, number + 3);
            into.add(new Row(time, source.device(), source.metric(), value));
          }
        }
      }
    }
  }

  /** The newest value of each metric of a device that is not in {@code into} yet. */
  void latest(String device, Map<String, LatestValue> into) throws SQLException {
    for (Map.Entry<Column, Source> entry : sources(Set.of(device), Set.of()).entrySet()) {
      String metric = entry.getValue().metric();
      if (into.containsKey(metric)) {
        continue;
      }
      Column column = entry.getKey();
      String sql =
          "SELECT time, v%1$d FROM reading WHERE grp = %2$d AND v%1$d IS NOT NULL"
              + " ORDER BY time DESC LIMIT 1";
      try (PreparedStatement statement =
              connection.prepareStatement(sql.formatted(column.number(), column.group()));
          ResultSet row = statement.executeQuery()) {
        if (row.next()) {
          long time = row.getLong(1) + month.originMillis();
          into.put(metric, new LatestValue(time, StoredValue.read(row, 2)));
        }
      }
    }
  }

  /**
   * Adds sums by bucket. To SQLite a sum of thousandths is an integer; a sum with a real value in
   * it is not.
   *
   * @param unit what divides the sums: 1000 for thousandths
   * @return false if thousandths were asked for and there are real values too; what was added to
   *     {@code into} is then wrong
   */
  private boolean addSums(String sql, double unit, BucketMerger into) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        if (unit != 1 && row.getObject(2) instanceof Double) {
          return false;
        }
        into.add(
            row.getLong(1),
            row.getDouble(2) / unit,
            row.getLong(3),
            row.getDouble(4) / unit,
            row.getDouble(5) / unit);
      }
    }
    return true;
  }

  private String where(Set<Integer> groups, TimeRange range) {
    String list = groups.stream().map(String::valueOf).collect(Collectors.joining(","));
    return "grp IN (%s) AND time >= %d AND time < %d"
        .formatted(
            list,
            range.fromMillis() - month.originMillis(),
            range.toMillis() - month.originMillis());
  }

  /** A metric of a device. */
  record Source(String device, String metric) {}

  /** One reading. */
  record Row(long timeMillis, String device, String metric, double value) {

    static List<Row> sorted(Collection<Row> rows) {
      return rows.stream().sorted(Row::compare).toList();
    }

    private static int compare(Row a, Row b) {
      int byTime = Long.compare(a.timeMillis, b.timeMillis);
      int byDevice = byTime != 0 ? byTime : a.device.compareTo(b.device);
      return byDevice != 0 ? byDevice : a.metric.compareTo(b.metric);
    }
  }
}
