package vn.kenh.server.camera;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import net.coobird.thumbnailator.Thumbnails;

/** Makes small pictures when they are first asked for, and keeps them. */
final class Thumbnailer {

  private static final double QUALITY = 0.8;

  /** Millions of pixels that may be in memory at a time; the largest picture alone has as many. */
  private static final int MEGAPIXELS = (int) (CheckedPicture.MAX_PIXELS / 1_000_000);

  private final DurableFiles files;
  private final Semaphore megapixels = new Semaphore(MEGAPIXELS, true);

  Thumbnailer(DurableFiles files) {
    this.files = files;
  }

  Path thumbnail(Snapshot snapshot, Path original, ThumbnailWidth width)
      throws IOException, InterruptedException {
    String name = snapshot.sha256() + "-" + width.pixels() + ".jpg";
    Path file = files.path(name);
    if (Files.exists(file)) {
      return file;
    }
    int weight = weight(snapshot);
    megapixels.acquire(weight);
    try {
      if (!Files.exists(file)) {
        files.write(name, jpeg(SmallPicture.of(original, snapshot, width.pixels())));
      }
      return file;
    } finally {
      megapixels.release(weight);
    }
  }

  private static int weight(Snapshot snapshot) {
    long pixels = (long) snapshot.width() * snapshot.height();
    return (int) Math.max(1, Math.min(MEGAPIXELS, pixels / 1_000_000));
  }

  private static byte[] jpeg(BufferedImage picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Thumbnails.of(picture)
        .scale(1)
        .outputFormat("jpg")
        .outputQuality(QUALITY)
        .toOutputStream(bytes);
    return bytes.toByteArray();
  }
}
