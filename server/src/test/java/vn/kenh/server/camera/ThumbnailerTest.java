package vn.kenh.server.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ThumbnailerTest {

  private static final int MIB = 1024 * 1024;

  /** Signature and header of a PNG; other chunks may follow. */
  private static final int PNG_HEAD = 33;

  @TempDir private Path folder;

  @Test
  void aLargePictureTakesLittleMemory() throws Exception {
    ByteArrayOutputStream large = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4000, 3000, BufferedImage.TYPE_INT_ARGB), "png", large);
    assertThat(allocatedFor(large.toByteArray(), 4000, 3000)).isLessThan(32L * MIB);
  }

  @Test
  void textsThatUnpackWithoutEndAreNotRead() throws Exception {
    byte[] picture = TestPictures.png(64, 48, 1);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(picture, 0, PNG_HEAD);
    bomb.write(chunk("zTXt", packedText(100 * MIB)));
    bomb.write(picture, PNG_HEAD, picture.length - PNG_HEAD);
    assertThat(allocatedFor(bomb.toByteArray(), 64, 48)).isLessThan(16L * MIB);
  }

  private long allocatedFor(byte[] picture, int width, int height) throws Exception {
    Path file = Files.write(folder.resolve("picture"), picture);
    Snapshot snapshot =
        new Snapshot(
            "c1", Instant.EPOCH, "0".repeat(64), picture.length, width, height, PictureType.PNG);
    Thumbnailer thumbnailer = new Thumbnailer(new DurableFiles(folder.resolve("small")));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Path small = thumbnailer.thumbnail(snapshot, file, ThumbnailWidth.W320);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    BufferedImage image = ImageIO.read(small.toFile());
    assertThat(image.getWidth()).isEqualTo(Math.min(320, width));
    assertThat(image.getHeight()).isEqualTo(Math.round(height * image.getWidth() / (float) width));
    return allocated;
  }

  private static byte[] packedText(int length) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write("key\0\0".getBytes(StandardCharsets.ISO_8859_1));
    try (DeflaterOutputStream packed = new DeflaterOutputStream(data)) {
      byte[] piece = new byte[MIB];
      Arrays.fill(piece, (byte) 'a');
      for (int i = 0; i < length / MIB; i++) {
        packed.write(piece);
      }
    }
    return data.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    return ByteBuffer.allocate(data.length + 12)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) sum.getValue())
        .array();
  }
}
