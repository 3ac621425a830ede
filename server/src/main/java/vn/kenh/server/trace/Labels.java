package vn.kenh.server.trace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.trace.gs1.Serial;

/** Labels issued for batches, in SQL. Every method may block. */
public final class Labels {

  /** Most labels a single issue may have. */
  public static final int MOST_AT_ONCE = 10_000;

  private static final int CHUNK = 1_000;

  private final Jdbi jdbi;
  private final Clock clock;
  private final SerialNumbers numbers;

  public Labels(Database database, Clock clock, SerialNumbers numbers) {
    this.jdbi = database.jdbi();
    this.clock = clock;
    this.numbers = numbers;
  }

  /** Issues labels with new serial numbers, all or none. */
  public LabelIssue issue(String batch, int count, String createdBy) {
    return issue(batch, count, createdBy, Optional.empty());
  }

  /**
   * Issues labels once, however often it is asked for with the same key.
   *
   * @param count from 1 to {@link #MOST_AT_ONCE}
   */
  public LabelIssue issue(
      String batch, int count, String createdBy, Optional<String> idempotencyKey) {
    if (count < 1 || count > MOST_AT_ONCE) {
      throw RefusedException.invalid("\"count\" must be from 1 to " + MOST_AT_ONCE);
    }
    return jdbi.inTransaction(
        handle -> {
          // First of all, so that a second issue of the same batch waits here for this one.
          int found =
              handle
                  .createUpdate(
                      "UPDATE batches SET label_count = label_count + :count WHERE id = :id")
                  .bind("count", count)
                  .bind("id", batch)
                  .execute();
          if (found == 0) {
            throw noBatch(batch);
          }
          Optional<LabelIssue> earlier = submitted(handle, createdBy, idempotencyKey);
          if (earlier.isPresent()) {
            handle.rollback();
            return requireSame(earlier.get(), batch, count);
          }
          long last = Batches.byId(handle, batch).orElseThrow().labels();
          LabelIssue issue =
              new LabelIssue(
                  numbers.code(10).toLowerCase(Locale.ROOT),
                  batch,
                  last - count + 1,
                  count,
                  Instant.ofEpochMilli(clock.millis()),
                  createdBy);
          insert(handle, issue, idempotencyKey);
          insertSerials(handle, issue);
          return issue;
        });
  }

  /** The batch a serial number was issued for. */
  public Optional<Batch> batchOf(Serial serial) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    Batches.SELECT
                        + " WHERE b.id = (SELECT l.batch FROM labels l WHERE l.serial = :serial)")
                .bind("serial", serial.value())
                .map(Batches::batch)
                .findOne());
  }

  /**
   * Serial numbers of a batch by position, read piece by piece, so that no connection waits while
   * they are printed.
   *
   * @param from first position, from 1
   * @param count at most this many
   */
  public Iterator<Serial> serials(String batch, long from, long count) {
    return new Serials(batch, from, from + count);
  }

  private void insertSerials(Handle handle, LabelIssue issue) {
    List<Long> missing =
        LongStream.range(issue.firstPosition(), issue.firstPosition() + issue.count())
            .boxed()
            .toList();
    while (!missing.isEmpty()) {
      List<Long> next = new ArrayList<>();
      for (int start = 0; start < missing.size(); start += CHUNK) {
        List<Long> chunk = missing.subList(start, Math.min(start + CHUNK, missing.size()));
        PreparedBatch statement =
            handle.prepareBatch(
                """
                INSERT INTO labels (serial, batch, position) VALUES (:serial, :batch, :position)
                ON CONFLICT (serial) DO NOTHING
                """);
        for (long position : chunk) {
          statement
              .bind("serial", numbers.next().value())
              .bind("batch", issue.batch())
              .bind("position", position)
              .add();
        }
        int[] added = statement.execute();
        for (int i = 0; i < added.length; i++) {
          if (added[i] == 0) {
            next.add(chunk.get(i));
          }
        }
      }
      missing = next;
    }
  }

  private static void insert(Handle handle, LabelIssue issue, Optional<String> key) {
    handle
        .createUpdate(
            """
            INSERT INTO label_issues (id, batch, first_position, label_count, created, created_by,
              idempotency_key)
            VALUES (:id, :batch, :first, :count, :created, :createdBy, :key)
            """)
        .bind("id", issue.id())
        .bind("batch", issue.batch())
        .bind("first", issue.firstPosition())
        .bind("count", issue.count())
        .bind("created", issue.created().toEpochMilli())
        .bind("createdBy", issue.createdBy())
        .bind("key", key)
        .execute();
  }

  private static Optional<LabelIssue> submitted(Handle handle, String by, Optional<String> key) {
    return key.flatMap(
        value ->
            handle
                .createQuery(
                    """
                    SELECT id, batch, first_position, label_count, created, created_by
                    FROM label_issues WHERE created_by = :by AND idempotency_key = :key
                    """)
                .bind("by", by)
                .bind("key", value)
                .map(Labels::issue)
                .findOne());
  }

  private static LabelIssue issue(ResultSet row, StatementContext context) throws SQLException {
    return new LabelIssue(
        row.getString("id"),
        row.getString("batch"),
        row.getLong("first_position"),
        row.getInt("label_count"),
        Instant.ofEpochMilli(row.getLong("created")),
        row.getString("created_by"));
  }

  private static LabelIssue requireSame(LabelIssue earlier, String batch, int count) {
    if (!earlier.batch().equals(batch) || earlier.count() != count) {
      throw RefusedException.conflict(
          "this Idempotency-Key was used for other labels; use a new one");
    }
    return earlier;
  }

  /** What a missing batch is answered with. */
  public static RefusedException noBatch(String id) {
    return RefusedException.notFound("there is no batch \"" + id + "\"");
  }

  private final class Serials implements Iterator<Serial> {

    private final String batch;
    private final long end;
    private final Deque<Serial> read = new ArrayDeque<>();
    private long position;

    private Serials(String batch, long from, long end) {
      this.batch = batch;
      this.position = from;
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      if (read.isEmpty() && position < end) {
        long upTo = Math.min(end, position + CHUNK);
        read.addAll(
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT serial FROM labels
                            WHERE batch = :batch AND position >= :from AND position < :upTo
                            ORDER BY position
                            """)
                        .bind("batch", batch)
                        .bind("from", position)
                        .bind("upTo", upTo)
                        .map((row, context) -> new Serial(row.getString("serial")))
                        .list()));
        position = read.isEmpty() ? end : upTo;
      }
      return !read.isEmpty();
    }

    @Override
    public Serial next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return read.remove();
    }
  }
}
