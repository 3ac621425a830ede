package vn.kenh.server.trace.growing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import vn.kenh.server.camera.Snapshot;
import vn.kenh.server.camera.SnapshotStore;
import vn.kenh.server.camera.ThumbnailWidth;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.trace.Batch;

/**
 * The one picture a buyer may see: the plot, just before the harvest. No other picture is public.
 */
public final class PlotPictures {

  private final Registry registry;
  private final SnapshotStore snapshots;

  public PlotPictures(Registry registry, SnapshotStore snapshots) {
    this.registry = registry;
    this.snapshots = snapshots;
  }

  /** The newest picture of the plot's cameras in the four weeks to the end of the harvest's day. */
  public Optional<Snapshot> of(Batch batch) {
    Instant end = batch.harvested().plusDays(1).atStartOfDay(GrowingRecords.ZONE).toInstant();
    Instant start =
        batch
            .harvested()
            .minusDays(GrowingRecords.DAYS - 1L)
            .atStartOfDay(GrowingRecords.ZONE)
            .toInstant();
    return registry.devicesOfPlot(batch.plot()).stream()
        .filter(device -> device.kind() == DeviceKind.CAMERA)
        .map(Device::id)
        .flatMap(camera -> snapshots.newestBefore(camera, end).stream())
        .filter(snapshot -> !snapshot.taken().isBefore(start))
        .max(Comparator.comparing(Snapshot::taken));
  }

  /** Its file in a size for phones. */
  public Path file(Snapshot snapshot) throws IOException, InterruptedException {
    return snapshots.thumbnail(snapshot, ThumbnailWidth.W640);
  }
}
