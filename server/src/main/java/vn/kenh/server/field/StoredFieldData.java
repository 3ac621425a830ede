package vn.kenh.server.field;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import vn.kenh.server.camera.Snapshot;
import vn.kenh.server.camera.SnapshotStore;
import vn.kenh.server.ingest.LatestReadings;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.StoreHealth;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.telemetry.TelemetryStore;
import vn.kenh.server.telemetry.TrendQuery;

/** What is known of the farms, taken from the registry, the store and the cameras. */
public final class StoredFieldData implements FieldData {

  private final Registry registry;
  private final TelemetryStore store;
  private final LatestReadings latest;
  private final SnapshotStore pictures;
  private final LongSupplier quarantined;

  public StoredFieldData(
      Registry registry,
      TelemetryStore store,
      LatestReadings latest,
      SnapshotStore pictures,
      LongSupplier quarantined) {
    this.registry = registry;
    this.store = store;
    this.latest = latest;
    this.pictures = pictures;
    this.quarantined = quarantined;
  }

  @Override
  public List<Farm> farms() {
    return registry.farms();
  }

  @Override
  public List<Plot> plots(String farm) {
    return registry.plots(farm);
  }

  @Override
  public Optional<Farm> farm(String id) {
    return registry.farm(id);
  }

  @Override
  public Optional<Plot> plot(String id) {
    return registry.plot(id);
  }

  @Override
  public Optional<Device> device(String id) {
    return registry.device(id);
  }

  @Override
  public List<Device> devicesOfPlot(String plot) {
    return registry.devicesOfPlot(plot);
  }

  @Override
  public Map<String, LatestValue> latest(String device) {
    try {
      return latest.of(device).values();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public Series trend(
      Set<String> devices, String metric, long fromMillis, long toMillis, int points)
      throws StoreUnavailableException {
    if (devices.isEmpty() || fromMillis >= toMillis) {
      return new Series(0, List.of());
    }
    try {
      return store.trend(new TrendQuery(devices, metric, fromMillis, toMillis, points));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public Optional<Instant> lastPictureTaken(String camera) {
    return pictures.newest(camera).map(Snapshot::taken);
  }

  @Override
  public long quarantined() {
    return quarantined.getAsLong();
  }

  @Override
  public StoreHealth storeHealth() {
    return store.health();
  }

  /** The server is ending; nobody waits for this any more. */
  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }
}
