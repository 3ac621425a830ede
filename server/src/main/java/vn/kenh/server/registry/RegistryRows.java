package vn.kenh.server.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import vn.kenh.server.registry.DeviceDirectory.Entry;

/** Rows of the registry's tables as values. */
final class RegistryRows {

  private static final String DIRECTORY =
      """
      SELECT d.id, d.token_hash, d.gateway, p.id AS plot, p.farm
      FROM devices d LEFT JOIN plots p ON p.id = d.plot
      """;

  private RegistryRows() {}

  static Map<String, Entry> directory(Handle handle) {
    return handle
        .createQuery(DIRECTORY)
        .map((row, context) -> Map.entry(row.getString("id"), entry(row, context)))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  static Optional<Entry> directoryEntry(Handle handle, String device) {
    return handle
        .createQuery(DIRECTORY + " WHERE d.id = :id")
        .bind("id", device)
        .map(RegistryRows::entry)
        .findOne();
  }

  static Farm farm(ResultSet row, StatementContext context) throws SQLException {
    return new Farm(row.getString("id"), row.getString("name"), row.getString("province"));
  }

  static Plot plot(ResultSet row, StatementContext context) throws SQLException {
    return new Plot(
        row.getString("id"),
        row.getString("farm"),
        row.getString("name"),
        row.getString("crop"),
        row.getDouble("area_m2"),
        Optional.ofNullable(row.getString("growing_area_code")));
  }

  static Device device(ResultSet row, StatementContext context) throws SQLException {
    return new Device(
        row.getString("id"),
        Optional.ofNullable(row.getString("plot")),
        DeviceKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("gateway")),
        Instant.ofEpochMilli(row.getLong("created")));
  }

  private static Entry entry(ResultSet row, StatementContext context) throws SQLException {
    String plot = row.getString("plot");
    return new Entry(
        HexFormat.of().parseHex(row.getString("token_hash")),
        plot == null ? Optional.empty() : Optional.of(new Placement(row.getString("farm"), plot)),
        Optional.ofNullable(row.getString("gateway")));
  }
}
