package vn.kenh.server.trace.scan;

import com.google.zxing.LuminanceSource;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/** The brightness of a picture's pixels, as ZXing wants it; transparent ones count as white. */
final class PixelSource extends LuminanceSource {

  private final byte[] pixels;

  private PixelSource(byte[] pixels, int width, int height) {
    super(width, height);
    this.pixels = pixels;
  }

  static PixelSource of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] pixels = new byte[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = (byte) luminance(row[x]);
      }
    }
    return new PixelSource(pixels, width, height);
  }

  /** The same picture with half the pixels on each side: noise and moiré are averaged away. */
  PixelSource halved() {
    int width = getWidth() / 2;
    int height = getHeight() / 2;
    byte[] half = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 2 * y * getWidth() + 2 * x;
        int sum =
            (pixels[at] & 0xFF)
                + (pixels[at + 1] & 0xFF)
                + (pixels[at + getWidth()] & 0xFF)
                + (pixels[at + getWidth() + 1] & 0xFF);
        half[y * width + x] = (byte) (sum / 4);
      }
    }
    return new PixelSource(half, width, height);
  }

  @Override
  public byte[] getRow(int y, byte @Nullable [] row) {
    byte[] target = row == null || row.length < getWidth() ? new byte[getWidth()] : row;
    System.arraycopy(pixels, y * getWidth(), target, 0, getWidth());
    return target;
  }

  @Override
  public byte[] getMatrix() {
    return pixels;
  }

  private static int luminance(int argb) {
    int alpha = argb >>> 24;
    int grey = (306 * (argb >> 16 & 0xFF) + 601 * (argb >> 8 & 0xFF) + 117 * (argb & 0xFF)) >> 10;
    return (grey * alpha + 255 * (255 - alpha)) / 255;
  }
}
