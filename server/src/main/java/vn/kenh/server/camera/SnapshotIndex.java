package vn.kenh.server.camera;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import vn.kenh.server.registry.Database;

/** Which camera took which picture when, in SQL. */
final class SnapshotIndex {

  private static final String SELECT =
      "SELECT device, taken_ms, sha256, bytes, width, height, type FROM snapshots ";

  private final Jdbi jdbi;

  SnapshotIndex(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Enters a picture; another of the same camera and time gives way to it. */
  void put(Snapshot snapshot) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO snapshots (device, taken_ms, sha256, bytes, width, height, type)
                    VALUES (:device, :taken, :sha256, :bytes, :width, :height, :type)
                    ON CONFLICT (device, taken_ms) DO UPDATE SET
                      sha256 = excluded.sha256, bytes = excluded.bytes, width = excluded.width,
                      height = excluded.height, type = excluded.type
                    """)
                .bind("device", snapshot.device())
                .bind("taken", snapshot.taken().toEpochMilli())
                .bind("sha256", snapshot.sha256())
                .bind("bytes", snapshot.bytes())
                .bind("width", snapshot.width())
                .bind("height", snapshot.height())
                .bind("type", snapshot.type().code())
                .execute());
  }

  List<Snapshot> between(String device, long fromMillis, long toMillis, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + """
                        WHERE device = :device AND taken_ms >= :from AND taken_ms < :to
                        ORDER BY taken_ms LIMIT :limit
                        """)
                .bind("device", device)
                .bind("from", fromMillis)
                .bind("to", toMillis)
                .bind("limit", limit)
                .map(SnapshotIndex::snapshot)
                .list());
  }

  Optional<Snapshot> newestBefore(String device, long toMillis) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + """
                        WHERE device = :device AND taken_ms < :to
                        ORDER BY taken_ms DESC LIMIT 1
                        """)
                .bind("device", device)
                .bind("to", toMillis)
                .map(SnapshotIndex::snapshot)
                .findOne());
  }

  /** Some picture with this content. */
  Optional<Snapshot> find(String sha256) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + "WHERE sha256 = :sha256 LIMIT 1")
                .bind("sha256", sha256)
                .map(SnapshotIndex::snapshot)
                .findOne());
  }

  private static Snapshot snapshot(ResultSet row, StatementContext context) throws SQLException {
    return new Snapshot(
        row.getString("device"),
        Instant.ofEpochMilli(row.getLong("taken_ms")),
        row.getString("sha256"),
        row.getLong("bytes"),
        row.getInt("width"),
        row.getInt("height"),
        PictureType.ofCode(row.getString("type")));
  }
}
