package vn.kenh.server.trace.label;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A QR code as PNG, black and white, every module a whole number of pixels. */
public final class PngCode {

  private PngCode() {}

  /**
   * @param pixelsPerModule from 1 to 40
   */
  public static byte[] of(QrCode code, int pixelsPerModule) {
    if (pixelsPerModule < 1 || pixelsPerModule > 40) {
      throw new IllegalArgumentException("a module is 1 to 40 pixels wide, not " + pixelsPerModule);
    }
    int side = code.sizeWithQuietZone() * pixelsPerModule;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(
            x, y, isDark(code, x / pixelsPerModule, y / pixelsPerModule) ? 0x000000 : 0xFFFFFF);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  private static boolean isDark(QrCode code, int x, int y) {
    int column = x - QrCode.QUIET_ZONE;
    int row = y - QrCode.QUIET_ZONE;
    return column >= 0
        && row >= 0
        && column < code.size()
        && row < code.size()
        && code.isDark(column, row);
  }
}
