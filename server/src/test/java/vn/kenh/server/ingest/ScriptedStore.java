package vn.kenh.server.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import vn.kenh.server.telemetry.AggregateQuery;
import vn.kenh.server.telemetry.ExportQuery;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.RowConsumer;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.StoreHealth;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.telemetry.TelemetryStore;
import vn.kenh.server.telemetry.TrendQuery;
import vn.kenh.server.telemetry.WriteResult;

/** A store that fails as told, and then takes everything but points of the device {@code bad}. */
final class ScriptedStore implements TelemetryStore {

  private final Deque<Exception> failures = new ArrayDeque<>();
  private final List<String> bundles = Collections.synchronizedList(new ArrayList<>());
  private Map<String, LatestValue> latest = Map.of();

  synchronized void failWith(Exception... exceptions) {
    failures.addAll(List.of(exceptions));
  }

  synchronized void latestIs(Map<String, LatestValue> values) {
    latest = values;
  }

  /** The bundles it has taken, in order. */
  List<String> bundles() {
    return List.copyOf(bundles);
  }

  @Override
  public WriteResult write(byte[] lines) throws StoreUnavailableException {
    String text = new String(lines, StandardCharsets.UTF_8);
    fail();
    if (text.contains("device=poison")) {
      throw new IllegalStateException("cannot even look at it");
    }
    List<WriteResult.RefusedReadings> refused =
        text.lines()
            .filter(line -> line.contains("device=bad"))
            .map(line -> new WriteResult.RefusedReadings(line, 1, "bad device"))
            .toList();
    bundles.add(text);
    return new WriteResult((int) text.lines().count() - refused.size(), refused);
  }

  private synchronized void fail() throws StoreUnavailableException {
    Exception failure = failures.poll();
    if (failure instanceof StoreUnavailableException unavailable) {
      throw unavailable;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
  }

  @Override
  public synchronized Map<String, LatestValue> latest(String device)
      throws StoreUnavailableException {
    fail();
    return latest;
  }

  @Override
  public Series trend(TrendQuery query) {
    return new Series(0, List.of());
  }

  @Override
  public List<Series.Bucket> aggregate(AggregateQuery query) {
    return List.of();
  }

  @Override
  public void export(ExportQuery query, RowConsumer consumer) {
    throw new UnsupportedOperationException("nothing here to export");
  }

  @Override
  public StoreHealth health() {
    return new StoreHealth(true, "scripted");
  }

  @Override
  public void close() {}
}
