package vn.kenh.gateway.spool;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** A segment holds something other than what was written to it. */
final class SegmentDamagedException extends Exception {

  private static final long serialVersionUID = 1L;

  SegmentDamagedException(String message) {
    super(message);
  }

  /**
   * Whether SQLite complains about what is in the file, and not about the disk being full or the
   * file being locked, which passes.
   */
  static boolean isDamage(SQLException e) {
    int code = e.getErrorCode();
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code
        || code == SQLiteErrorCode.SQLITE_ERROR.code
        || code == SQLiteErrorCode.SQLITE_IOERR_READ.code
        || code == SQLiteErrorCode.SQLITE_IOERR_SHORT_READ.code;
  }
}
