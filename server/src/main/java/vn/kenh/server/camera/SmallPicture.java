package vn.kenh.server.camera;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stored picture made small. Pictures come from anybody's camera: rows and columns that a small
 * one has no use for are left out while decoding, and the texts of a PNG, which may unpack to
 * hundreds of megabytes, are not read.
 */
final class SmallPicture {

  private static final Logger LOG = LoggerFactory.getLogger(SmallPicture.class);

  /** How often more pixels than needed are decoded on each side, so that none of them jumps. */
  private static final int OVERSAMPLING = 2;

  private SmallPicture() {}

  /** The picture in {@code file}, at most {@code width} wide before it is turned upright. */
  static BufferedImage of(Path file, Snapshot snapshot, int width) throws IOException {
    int small = Math.min(width, snapshot.width());
    int step = Math.max(1, snapshot.width() / (small * OVERSAMPLING));
    int height = Math.max(1, snapshot.heightAt(small));
    ImageReader reader = ImageIO.getImageReadersByFormatName(snapshot.type().code()).next();
    try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
      boolean mayBeTurned = snapshot.type() == PictureType.JPEG;
      reader.setInput(input, false, !mayBeTurned);
      ImageReadParam sparse = reader.getDefaultReadParam();
      sparse.setSourceSubsampling(step, step, 0, 0);
      BufferedImage decoded = reader.read(0, sparse);
      return Thumbnails.of(decoded)
          .forceSize(small, height)
          .imageType(BufferedImage.TYPE_INT_RGB)
          .addFilter(
              ExifFilterUtils.getFilterForOrientation(
                  mayBeTurned ? orientation(reader) : Orientation.TOP_LEFT))
          .asBufferedImage();
    } finally {
      reader.dispose();
    }
  }

  private static Orientation orientation(ImageReader reader) {
    try {
      Orientation told = ExifUtils.getExifOrientation(reader, 0);
      return told == null ? Orientation.TOP_LEFT : told;
    } catch (IOException | RuntimeException e) {
      LOG.debug("what a picture tells of its orientation cannot be read", e);
      return Orientation.TOP_LEFT;
    }
  }
}
