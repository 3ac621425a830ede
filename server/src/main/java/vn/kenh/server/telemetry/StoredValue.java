package vn.kenh.server.telemetry;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How the embedded store writes a value. Sensors give few digits, so a value that is a whole number
 * of thousandths is kept as that number: SQLite then needs one to four bytes for it in place of
 * eight. All others are kept as they are; SQLite tells the two apart by their storage class.
 */
final class StoredValue {

  /** Thousandths are summed as 64 bit integers; this leaves room for 2^27 values in one sum. */
  private static final double MAX_THOUSANDTHS = 1L << 36;

  private StoredValue() {}

  static void bind(PreparedStatement statement, int parameter, double value) throws SQLException {
    double thousandths = Math.rint(value * 1000);
    if (Math.abs(thousandths) < MAX_THOUSANDTHS && thousandths / 1000 == value) {
      statement.setLong(parameter, (long) thousandths);
    } else {
      statement.setDouble(parameter, value);
    }
  }

  /** The value in a column that is not null. */
  static double read(ResultSet row, int column) throws SQLException {
    return row.getObject(column) instanceof Double real ? real : row.getLong(column) / 1000.0;
  }

  /** SQL for the value of a column, whichever way it is stored. */
  static String sql(String column) {
    return "CASE typeof("
        + column
        + ") WHEN 'integer' THEN "
        + column
        + " / 1000.0 ELSE "
        + column
        + " END";
  }
}
