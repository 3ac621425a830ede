package vn.kenh.server.web.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vn.kenh.server.camera.Snapshot;
import vn.kenh.server.camera.SnapshotStore;
import vn.kenh.server.camera.ThumbnailWidth;
import vn.kenh.server.web.page.view.CameraPictures;
import vn.kenh.server.web.page.view.Picture;

/** Cameras' pictures out of the snapshot store, at the addresses the API serves them. */
public final class SnapshotPictures implements CameraPictures {

  private final SnapshotStore store;

  public SnapshotPictures(SnapshotStore store) {
    this.store = store;
  }

  @Override
  public Optional<Picture> newest(String camera) {
    return store.newest(camera).map(SnapshotPictures::picture);
  }

  @Override
  public List<Picture> between(String camera, Instant from, Instant to, int limit) {
    return store.between(camera, from, to, limit).stream().map(SnapshotPictures::picture).toList();
  }

  /**
   * The large view is as wide as screens are, so that a phone does not load what it cannot show.
   */
  private static Picture picture(Snapshot snapshot) {
    String address = "/api/v1/snapshots/" + snapshot.sha256() + "?width=";
    return new Picture(
        snapshot.device(),
        address + ThumbnailWidth.W1280.pixels(),
        address + ThumbnailWidth.W320.pixels(),
        snapshot.taken());
  }
}
