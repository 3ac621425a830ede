package vn.kenh.server.telemetry;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kenh.gateway.reading.LineProtocolException;
import vn.kenh.gateway.reading.LineProtocolReader;
import vn.kenh.server.telemetry.WriteResult.RefusedReadings;

/**
 * Writes one bundle: one transaction for each month it touches. The months are committed one after
 * the other; after a crash between two commits the bundle is written again, which changes nothing.
 */
final class EmbeddedWrite {

  private final PartitionFolder folder;
  private final long oldestMillis;
  private final Map<Month, Partition> touched = new LinkedHashMap<>();
  private final List<RefusedReadings> refused = new ArrayList<>();
  private @Nullable Partition current;
  private int stored;

  /**
   * @param oldestMillis readings before it are refused
   */
  EmbeddedWrite(PartitionFolder folder, long oldestMillis) {
    this.folder = folder;
    this.oldestMillis = oldestMillis;
  }

  WriteResult write(LineProtocolReader point, byte[] lines) throws SQLException {
    boolean done = false;
    try {
      putAll(point.read(lines), lines);
      for (Partition partition : touched.values()) {
        current = partition;
        partition.commit();
      }
      done = true;
    } catch (SQLException e) {
      if (PartitionFolder.isDamage(e) && current != null) {
        folder.damaged(current);
      }
      // After a failure the driver's statements may never work again, not even once there is room.
      touched.values().forEach(folder::distrust);
      throw e;
    } finally {
      release(done);
    }
    return new WriteResult(stored, List.copyOf(refused));
  }

  private void putAll(LineProtocolReader point, byte[] lines) throws SQLException {
    boolean more = true;
    while (more) {
      boolean sound;
      try {
        more = point.next();
        sound = refusal(point).isEmpty();
      } catch (LineProtocolException e) {
        sound = false;
      }
      if (more && sound) {
        put(point);
      } else if (more) {
        int length = point.lineEnd() - point.lineStart();
        putFieldByField(
            new String(lines, point.lineStart(), length, StandardCharsets.UTF_8).strip());
      }
    }
  }

  private void put(LineProtocolReader point) throws SQLException {
    Partition partition = current;
    if (partition == null || !partition.month().contains(point.timeMillis())) {
      partition = partition(Month.at(point.timeMillis()));
      current = partition;
    }
    partition.put(point);
    stored += point.fieldCount();
  }

  private Partition partition(Month month) throws SQLException {
    Partition partition = touched.get(month);
    if (partition == null) {
      partition = folder.acquire(month);
      touched.put(month, partition);
    }
    return partition;
  }

  /** A line with something wrong in it: each field is judged as if it stood alone. */
  private void putFieldByField(String line) throws SQLException {
    Optional<LinePoint> parts = LinePoint.of(line);
    if (parts.isEmpty()) {
      refused.add(new RefusedReadings(line, 1, "no field in the line"));
      return;
    }
    LinePoint whole = parts.get();
    LineProtocolReader single = new LineProtocolReader();
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (String field : whole.fields()) {
      Optional<String> reason;
      try {
        boolean found =
            single.read(whole.with(List.of(field)).getBytes(StandardCharsets.UTF_8)).next();
        reason = found ? refusal(single) : Optional.of("nothing to store");
      } catch (LineProtocolException e) {
        reason = Optional.of(String.valueOf(e.getMessage()));
      }
      if (reason.isPresent()) {
        byReason.computeIfAbsent(reason.get(), r -> new ArrayList<>()).add(field);
      } else {
        put(single);
      }
    }
    byReason.forEach(
        (reason, fields) ->
            refused.add(new RefusedReadings(whole.with(fields), fields.size(), reason)));
  }

  /** Why the point cannot be stored as it is. */
  private Optional<String> refusal(LineProtocolReader point) {
    if (point.ignoredFields() > 0) {
      return Optional.of("a text, where only numbers are kept");
    }
    if (point.fieldCount() > 0 && !point.hasTime()) {
      return Optional.of("no time");
    }
    if (point.timeMillis() < 0 || point.timeMillis() >= TimeRange.END) {
      return Optional.of("time outside 1970 to 2262");
    }
    if (point.timeMillis() < oldestMillis) {
      return Optional.of("older than the retention of this store");
    }
    for (int i = 0; i < point.fieldCount(); i++) {
      if (!Double.isFinite(point.value(i))) {
        return Optional.of("more than a number can hold");
      }
    }
    return Optional.empty();
  }

  private void release(boolean done) throws SQLException {
    SQLException failure = null;
    for (Partition partition : touched.values()) {
      try {
        if (!done) {
          partition.rollback();
        }
      } catch (SQLException e) {
        failure = e;
      } finally {
        folder.release(partition);
      }
    }
    if (failure != null && done) {
      throw failure;
    }
  }
}
