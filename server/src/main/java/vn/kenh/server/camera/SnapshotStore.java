package vn.kenh.server.camera;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import vn.kenh.server.camera.BadPictureException.Reason;
import vn.kenh.server.registry.Database;

/**
 * The pictures of all cameras: files named by their SHA-256, so that the same picture is kept once
 * however often it is sent, and an index of who took which when. Safe for use from many threads;
 * every method may block.
 */
public final class SnapshotStore {

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final int DECODED_AT_ONCE = 2;
  private static final Duration AHEAD = Duration.ofHours(24);

  private final DurableFiles files;
  private final SnapshotIndex index;
  private final Thumbnailer thumbnailer;
  private final Semaphore decoders = new Semaphore(DECODED_AT_ONCE);

  /**
   * Opens the store.
   *
   * @param folder where the files are kept; created if missing
   */
  public SnapshotStore(Path folder, Database database) throws IOException {
    this.files = new DurableFiles(folder);
    this.index = new SnapshotIndex(database);
    this.thumbnailer = new Thumbnailer(new DurableFiles(folder.resolve("small")));
  }

  /**
   * Keeps a picture; on return it survives a power cut. Storing one twice changes nothing; another
   * one of the same camera and millisecond takes its place.
   *
   * @param taken when it was taken
   * @param received when we first saw it
   * @throws BadPictureException if it is no whole JPEG or PNG of at most 2 MiB and 24 million
   *     pixels, 20,000 on a side, or was taken before the year 2000 or more than 24 hours ahead
   * @throws IOException if the disk refuses it
   */
  public Snapshot store(String device, Instant taken, Instant received, byte[] picture)
      throws BadPictureException, IOException {
    if (taken.isBefore(EARLIEST) || taken.isAfter(received.plus(AHEAD))) {
      throw new BadPictureException(
          Reason.WRONG_TIME,
          "taken " + taken + ", which is before the year 2000 or more than 24 hours ahead");
    }
    CheckedPicture checked = check(picture);
    Snapshot snapshot =
        new Snapshot(
            device,
            Instant.ofEpochMilli(taken.toEpochMilli()),
            sha256(picture),
            picture.length,
            checked.width(),
            checked.height(),
            checked.type());
    files.write(fileName(snapshot), picture);
    index.put(snapshot);
    return snapshot;
  }

  /** Pictures of a camera over a half-open range of time, from the oldest on. */
  public List<Snapshot> between(String device, Instant from, Instant to, int limit) {
    return index.between(device, from.toEpochMilli(), to.toEpochMilli(), limit);
  }

  /** The newest picture of a camera. */
  public Optional<Snapshot> newest(String device) {
    return index.newestBefore(device, Long.MAX_VALUE);
  }

  /** The newest picture of a camera taken before {@code time}. */
  public Optional<Snapshot> newestBefore(String device, Instant time) {
    return index.newestBefore(device, time.toEpochMilli());
  }

  /** A picture by its content; of several with the same content, one. */
  public Optional<Snapshot> find(String sha256) {
    return index.find(sha256);
  }

  /** The file of a picture. */
  public Path file(Snapshot snapshot) {
    return files.path(fileName(snapshot));
  }

  /**
   * A small JPEG of a picture, turned upright, made at the first call.
   *
   * @param width of the picture as stored, before turning; a narrower one keeps its width
   */
  public Path thumbnail(Snapshot snapshot, ThumbnailWidth width)
      throws IOException, InterruptedException {
    return thumbnailer.thumbnail(snapshot, file(snapshot), width);
  }

  /** A progressive JPEG takes six bytes a pixel, outside the heap, while it is decoded. */
  private CheckedPicture check(byte[] picture) throws BadPictureException {
    decoders.acquireUninterruptibly();
    try {
      return CheckedPicture.check(picture);
    } finally {
      decoders.release();
    }
  }

  private static String fileName(Snapshot snapshot) {
    return snapshot.sha256() + "." + snapshot.type().extension();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
