package vn.kenh.server.camera;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import vn.kenh.server.camera.BadPictureException.Reason;

/**
 * Bytes that have been proved to be a whole JPEG or PNG within the limits. The size is read from
 * the header and held to the limit before anything is decoded; then every row is decoded once, most
 * of them thrown away at once, so that a large picture does not take large memory.
 */
record CheckedPicture(byte[] bytes, PictureType type, int width, int height) {

  static final int MAX_BYTES = 2 * 1024 * 1024;
  static final long MAX_PIXELS = 24_000_000;

  /** Pixels; a JPEG made of a longer one would have no room to say how long it is. */
  static final int LONGEST_SIDE = 20_000;

  /** Pixels kept in memory while checking, at most about this many. */
  private static final long KEPT_PIXELS = 500_000;

  private static final byte[] PNG_END = "IEND".getBytes(StandardCharsets.US_ASCII);

  static CheckedPicture check(byte[] bytes) throws BadPictureException {
    if (bytes.length > MAX_BYTES) {
      throw new BadPictureException(
          Reason.TOO_LARGE,
          "the picture has " + bytes.length + " bytes; at most 2 MiB (2097152) are taken");
    }
    PictureType type =
        Arrays.stream(PictureType.values())
            .filter(known -> known.begins(bytes))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadPictureException(
                        Reason.NOT_A_PICTURE, "neither JPEG nor PNG by its first bytes"));
    ImageReader reader = ImageIO.getImageReadersByFormatName(type.code()).next();
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(input, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > MAX_PIXELS || Math.max(width, height) > LONGEST_SIDE) {
        throw new BadPictureException(
            Reason.TOO_LARGE,
            "the picture has %d × %d pixels; at most 24 million, 20000 on a side, are taken"
                .formatted(width, height));
      }
      decode(reader, type, width, height);
      if (type == PictureType.PNG && !contains(bytes, PNG_END)) {
        throw new BadPictureException(Reason.DAMAGED, "the PNG is cut short");
      }
      return new CheckedPicture(bytes, type, width, height);
    } catch (IOException | RuntimeException e) {
      throw new BadPictureException(
          Reason.DAMAGED, "the " + type + " cannot be decoded: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  private static void decode(ImageReader reader, PictureType type, int width, int height)
      throws IOException, BadPictureException {
    AtomicReference<@Nullable String> damage = new AtomicReference<>();
    reader.addIIOReadWarningListener(
        (source, warning) -> {
          if (isDamage(type, warning)) {
            damage.set(warning);
          }
        });
    ImageReadParam sparse = reader.getDefaultReadParam();
    int step = (int) Math.ceil(Math.sqrt((double) width * height / KEPT_PIXELS));
    sparse.setSourceSubsampling(Math.max(1, step), Math.max(1, step), 0, 0);
    reader.read(0, sparse);
    if (damage.get() != null) {
      throw new BadPictureException(
          Reason.DAMAGED, "the " + type + " is cut short or broken: " + damage.get());
    }
  }

  /** JPEG decoders warn of harmless oddities too; of a missing end they only warn as well. */
  private static boolean isDamage(PictureType type, String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    return type == PictureType.PNG || text.contains("premature") || text.contains("corrupt");
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    for (int i = bytes.length - wanted.length; i >= 0; i--) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
