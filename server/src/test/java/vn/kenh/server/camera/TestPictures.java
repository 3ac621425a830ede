package vn.kenh.server.camera;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures with something to see on them. */
public final class TestPictures {

  private TestPictures() {}

  public static byte[] jpeg(int width, int height, int seed) {
    return encode(draw(width, height, seed, BufferedImage.TYPE_INT_RGB), "jpeg");
  }

  public static byte[] png(int width, int height, int seed) {
    return encode(draw(width, height, seed, BufferedImage.TYPE_INT_ARGB), "png");
  }

  /** Many pixels in few bytes. */
  public static byte[] emptyPng(int width, int height) {
    return encode(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png");
  }

  private static BufferedImage draw(int width, int height, int seed, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.CYAN, width, height, new Color(40, 90, 20)));
    graphics.fillRect(0, 0, width, height);
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), 30));
      graphics.fillOval(random.nextInt(width), random.nextInt(height), width / 8, height / 8);
    }
    graphics.dispose();
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
