package vn.kenh.server.trace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.trace.gs1.Gtin;
import vn.kenh.server.trace.gs1.Lot;

/** Batches in SQL. Every method may block. */
public final class Batches {

  static final String SELECT =
      """
      SELECT b.id, b.gtin, b.lot, b.plot, b.product, b.harvested, b.quantity_kg, b.label_count,
        b.created, b.created_by
      FROM batches b
      """;

  private final Jdbi jdbi;
  private final Clock clock;
  private final SerialNumbers numbers;

  public Batches(Database database, Clock clock, SerialNumbers numbers) {
    this.jdbi = database.jdbi();
    this.clock = clock;
    this.numbers = numbers;
  }

  /** Enters a batch. */
  public Batch create(NewBatch batch, String createdBy) {
    return create(batch, createdBy, Optional.empty());
  }

  /**
   * Enters a batch once, however often it is submitted with the same key.
   *
   * @param idempotencyKey the submitter's own mark of this submission
   * @throws RefusedException if the plot is unknown, the day of harvest has not come yet, or the
   *     GTIN has that lot already
   */
  public Batch create(NewBatch batch, String createdBy, Optional<String> idempotencyKey) {
    requireDay(batch.harvested());
    return jdbi.inTransaction(
        handle -> {
          Optional<Batch> earlier = submitted(handle, createdBy, idempotencyKey);
          if (earlier.isPresent()) {
            return requireSame(earlier.get(), batch);
          }
          requirePlot(handle, batch.plot());
          String id = numbers.code(10).toLowerCase(Locale.ROOT);
          int added =
              handle
                  .createUpdate(
                      """
                      INSERT INTO batches (id, gtin, lot, plot, product, harvested, quantity_kg,
                        label_count, created, created_by, idempotency_key)
                      VALUES (:id, :gtin, :lot, :plot, :product, :harvested, :quantity,
                        0, :created, :createdBy, :key)
                      ON CONFLICT DO NOTHING
                      """)
                  .bind("id", id)
                  .bind("gtin", batch.gtin().digits())
                  .bind("lot", batch.lot().value())
                  .bind("plot", batch.plot())
                  .bind("product", batch.product())
                  .bind("harvested", batch.harvested().toString())
                  .bind("quantity", batch.quantityKilograms())
                  .bind("created", clock.millis())
                  .bind("createdBy", createdBy)
                  .bind("key", idempotencyKey)
                  .execute();
          if (added == 0) {
            // Another submission with the same key may have been committed since the look above.
            return submitted(handle, createdBy, idempotencyKey)
                .map(found -> requireSame(found, batch))
                .orElseThrow(() -> duplicate(handle, batch));
          }
          return byId(handle, id).orElseThrow();
        });
  }

  public Optional<Batch> find(String id) {
    return jdbi.withHandle(handle -> byId(handle, id));
  }

  public Optional<Batch> find(Gtin gtin, Lot lot) {
    return jdbi.withHandle(handle -> byLot(handle, gtin, lot));
  }

  /** The newest batch of a product. */
  public Optional<Batch> newest(Gtin gtin) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + " WHERE b.gtin = :gtin ORDER BY b.created DESC, b.id LIMIT 1")
                .bind("gtin", gtin.digits())
                .map(Batches::batch)
                .findOne());
  }

  /** The newest batches. */
  public Page<Batch> list(int limit) {
    return list(limit, Long.MAX_VALUE + "-");
  }

  /**
   * Batches from the newest on.
   *
   * @param after {@link Page#next} of the part before
   */
  public Page<Batch> list(int limit, String after) {
    int dash = after.indexOf('-');
    long created;
    try {
      created = Long.parseLong(dash < 0 ? after : after.substring(0, dash));
    } catch (NumberFormatException e) {
      throw RefusedException.invalid("\"after\" must be the \"next\" of an earlier answer");
    }
    List<Batch> found =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        SELECT
                            + """
                             WHERE b.created < :created OR (b.created = :created AND b.id > :id)
                            ORDER BY b.created DESC, b.id LIMIT :limit
                            """)
                    .bind("created", created)
                    .bind("id", dash < 0 ? "" : after.substring(dash + 1))
                    .bind("limit", limit + 1)
                    .map(Batches::batch)
                    .list());
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    Batch last = found.get(limit - 1);
    return new Page<>(
        found.subList(0, limit), Optional.of(last.created().toEpochMilli() + "-" + last.id()));
  }

  static Optional<Batch> byId(Handle handle, String id) {
    return handle
        .createQuery(SELECT + " WHERE b.id = :id")
        .bind("id", id)
        .map(Batches::batch)
        .findOne();
  }

  static Batch batch(ResultSet row, StatementContext context) throws SQLException {
    return new Batch(
        row.getString("id"),
        new Gtin(row.getString("gtin")),
        new Lot(row.getString("lot")),
        row.getString("plot"),
        row.getString("product"),
        LocalDate.parse(row.getString("harvested")),
        row.getDouble("quantity_kg"),
        row.getLong("label_count"),
        Instant.ofEpochMilli(row.getLong("created")),
        row.getString("created_by"));
  }

  private static Optional<Batch> byLot(Handle handle, Gtin gtin, Lot lot) {
    return handle
        .createQuery(SELECT + " WHERE b.gtin = :gtin AND b.lot = :lot")
        .bind("gtin", gtin.digits())
        .bind("lot", lot.value())
        .map(Batches::batch)
        .findOne();
  }

  private static Optional<Batch> submitted(Handle handle, String by, Optional<String> key) {
    return key.flatMap(
        value ->
            handle
                .createQuery(SELECT + " WHERE b.created_by = :by AND b.idempotency_key = :key")
                .bind("by", by)
                .bind("key", value)
                .map(Batches::batch)
                .findOne());
  }

  private static Batch requireSame(Batch earlier, NewBatch batch) {
    NewBatch same =
        new NewBatch(
            earlier.gtin(),
            earlier.lot(),
            earlier.plot(),
            earlier.product(),
            earlier.harvested(),
            earlier.quantityKilograms());
    if (!same.equals(batch)) {
      throw RefusedException.conflict(
          "this Idempotency-Key was used for a different batch; use a new one");
    }
    return earlier;
  }

  private static void requirePlot(Handle handle, String plot) {
    if (handle
        .createQuery("SELECT 1 FROM plots WHERE id = :id")
        .bind("id", plot)
        .mapTo(Integer.class)
        .findOne()
        .isEmpty()) {
      throw RefusedException.invalid("there is no plot \"" + plot + "\"; create it first");
    }
  }

  /** Anywhere on earth the day must have begun. */
  private void requireDay(LocalDate harvested) {
    LocalDate today =
        LocalDate.ofInstant(clock.instant().plus(Duration.ofHours(14)), ZoneOffset.UTC);
    if (!NewBatch.isHarvestDay(harvested, today)) {
      throw RefusedException.invalid(
          "\"harvested\" must be a day from the year 2000 to today, not " + harvested);
    }
  }

  private static RefusedException duplicate(Handle handle, NewBatch batch) {
    return RefusedException.conflict(
        "GTIN "
            + batch.gtin()
            + " already has a lot "
            + batch.lot()
            + byLot(handle, batch.gtin(), batch.lot())
                .map(found -> ", harvested " + found.harvested() + " on plot " + found.plot())
                .orElse("")
            + "; give this one another lot number");
  }
}
