package vn.kenh.sim.device;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import vn.kenh.sim.chance.Substream;
import vn.kenh.sim.weather.Sky;

/**
 * Draws rows of a growing crop as a camera on a mast sees them: the soil darker when wet, the
 * leaves as dense as the canopy, the light of the hour. The same scene gives the same bytes.
 */
final class CropPainter {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 500;
  private static final int HORIZON = 130;
  private static final int ROWS = 13;
  private static final int DEPTHS = 26;
  private static final float JPEG_QUALITY = 0.62f;

  private final Substream chance;
  private final boolean trees;

  CropPainter(Substream chance, boolean trees) {
    this.chance = chance;
    this.trees = trees;
    ImageIO.setUseCache(false);
  }

  /**
   * What there is to see.
   *
   * @param canopy ground cover, 0 to 1
   * @param wetness of the soil's surface, 0 to 1
   * @param hour the sun's time of day
   */
  record Scene(long millis, double canopy, Sky sky, double wetness, double hour) {

    /** Brightness from night (0.07, by infra-red lamp) to noon (1). */
    double light() {
      double sun = Math.max(0, Math.min(1, (sky.sunElevationSine() + 0.10) / 0.45));
      return 0.07 + 0.93 * sun * (0.62 + 0.38 * sky.clearness());
    }

    /** How much gold is in the light: most at sunrise and sunset. */
    double gold() {
      double low = 1 - Math.min(1, Math.abs(sky.sunElevationSine() - 0.08) / 0.30);
      return Math.max(0, low) * sky.clearness();
    }
  }

  byte[] paint(Scene scene) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    try {
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      sky(pen, scene);
      hills(pen, scene);
      soil(pen, scene);
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
      crop(pen, scene);
      rain(pen, scene);
    } finally {
      pen.dispose();
    }
    grain(image, scene);
    return jpeg(image);
  }

  private static void sky(Graphics2D pen, Scene scene) {
    double grey = 1 - scene.sky().clearness();
    Color top = lit(scene, 70 + 80 * grey, 130 + 30 * grey, 215 - 40 * grey);
    Color low = lit(scene, 205, 222 - 8 * grey, 240 - 20 * grey);
    pen.setPaint(new GradientPaint(0, 0, top, 0, HORIZON, low));
    pen.fillRect(0, 0, WIDTH, HORIZON);
    double east = (scene.hour() - 6) / 12;
    if (scene.sky().sunElevationSine() > 0.02 && scene.sky().clearness() > 0.55) {
      double y = HORIZON - 110 * Math.min(1, scene.sky().sunElevationSine() * 1.6);
      pen.setColor(new Color(255, 246, 210, 210));
      pen.fill(new Ellipse2D.Double(WIDTH * east - 16, y - 16, 32, 32));
    }
  }

  private void hills(Graphics2D pen, Scene scene) {
    for (int range = 0; range < 2; range++) {
      Path2D line = new Path2D.Double();
      line.moveTo(0, HORIZON);
      for (int x = 0; x <= WIDTH; x += 40) {
        double height = (range == 0 ? 34 : 16) * (0.4 + chance.uniform(range * 1000L + x));
        line.lineTo(x, HORIZON - height);
      }
      line.lineTo(WIDTH, HORIZON);
      line.closePath();
      pen.setColor(range == 0 ? lit(scene, 140, 165, 175) : lit(scene, 70, 110, 72));
      pen.fill(line);
    }
  }

  private static void soil(Graphics2D pen, Scene scene) {
    double dry = 1 - 0.55 * scene.wetness();
    pen.setPaint(
        new GradientPaint(
            0,
            HORIZON,
            lit(scene, 170 * dry, 135 * dry, 100 * dry),
            0,
            HEIGHT,
            lit(scene, 140 * dry, 100 * dry, 68 * dry)));
    pen.fillRect(0, HORIZON, WIDTH, HEIGHT - HORIZON);
    pen.setColor(lit(scene, 105 * dry, 75 * dry, 52 * dry));
    for (int row = 0; row <= ROWS; row++) { // furrows run to one point on the horizon
      Path2D furrow = new Path2D.Double();
      double foot = rowFoot(row - 0.5);
      furrow.moveTo(WIDTH / 2.0 + (foot - WIDTH / 2.0) * 0.12, HORIZON);
      furrow.lineTo(foot - 14, HEIGHT);
      furrow.lineTo(foot + 14, HEIGHT);
      furrow.closePath();
      pen.fill(furrow);
    }
  }

  private void crop(Graphics2D pen, Scene scene) {
    double sway = Math.min(3, scene.sky().windSpeed()) * 0.8;
    SplittableRandom wind = chance.child("wind").random(scene.millis());
    for (int depth = 0; depth < DEPTHS; depth++) {
      double near = (depth + 0.5) / DEPTHS;
      double scale = 0.12 + 0.88 * near * near;
      double y = HORIZON + (HEIGHT - HORIZON) * near * near;
      for (int row = 0; row < ROWS; row++) {
        double x = WIDTH / 2.0 + (rowFoot(row) - WIDTH / 2.0) * scale;
        SplittableRandom plant = chance.child("plant").random(depth * 100L + row);
        if (!trees || depth % 5 == 2) {
          plant(pen, scene, plant, x + sway * (wind.nextDouble() - 0.5), y, scale);
        }
      }
    }
  }

  /** Leaves around a stem; their number and reach follow the canopy. */
  private void plant(
      Graphics2D pen, Scene scene, SplittableRandom random, double x, double y, double scale) {
    double reach = (trees ? 75 : 62) * StrictMath.sqrt(scene.canopy()) * scale;
    double height = reach * (trees ? 1.5 : 0.55);
    int leaves = (int) ((trees ? 90 : 6 + 34 * scene.canopy()) * (0.35 + 0.65 * scale));
    if (trees) {
      pen.setColor(lit(scene, 92, 72, 54));
      pen.fill(new Ellipse2D.Double(x - 4 * scale, y - height, 8 * scale, height));
    }
    for (int i = 0; i < leaves; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      double distance = reach * StrictMath.sqrt(random.nextDouble());
      double size = (5 + 9 * random.nextDouble()) * scale * (0.5 + scene.canopy());
      double shade = 0.6 + 0.5 * random.nextDouble();
      double leafX = x + distance * StrictMath.cos(angle);
      double leafY =
          y - height * (0.3 + 0.7 * random.nextDouble()) + distance * 0.35 * StrictMath.sin(angle);
      pen.setColor(lit(scene, 62 * shade + 14, 138 * shade, 46 * shade));
      pen.fill(new Ellipse2D.Double(leafX - size, leafY - size / 2, 2 * size, size));
    }
  }

  private void rain(Graphics2D pen, Scene scene) {
    int drops = (int) Math.min(500, 60 * scene.sky().rainRate());
    SplittableRandom random = chance.child("rain").random(scene.millis());
    pen.setColor(new Color(225, 230, 240, 110));
    for (int i = 0; i < drops; i++) {
      int x = random.nextInt(WIDTH);
      int y = random.nextInt(HEIGHT);
      pen.drawLine(x, y, x - 2, y + 11);
    }
  }

  /** Noise of the sensor, more in the dark; by night the picture is grey as infra-red is. */
  private void grain(BufferedImage image, Scene scene) {
    SplittableRandom random = chance.child("grain").random(scene.millis());
    boolean night = scene.light() < 0.1;
    int amplitude = night ? 7 : 4;
    int[] pixels = image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
    for (int i = 0; i < pixels.length; i++) {
      int noise = (random.nextInt() >>> 28) * amplitude / 8 - amplitude;
      int red = (pixels[i] >> 16) & 0xFF;
      int green = (pixels[i] >> 8) & 0xFF;
      int blue = pixels[i] & 0xFF;
      if (night) {
        red = green = blue = (red + 2 * green + blue) / 4 + 22;
      }
      pixels[i] = clamp(red + noise) << 16 | clamp(green + noise) << 8 | clamp(blue + noise);
    }
    image.setRGB(0, 0, WIDTH, HEIGHT, pixels, 0, WIDTH);
  }

  private static byte[] jpeg(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(JPEG_QUALITY);
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static double rowFoot(double row) {
    return WIDTH * ((row + 0.5) / ROWS * 2.6 - 0.8);
  }

  private static Color lit(Scene scene, double red, double green, double blue) {
    double light = scene.light();
    double gold = scene.gold();
    return new Color(
        clamp(red * light * (1 + 0.22 * gold)),
        clamp(green * light),
        clamp(blue * light * (1 - 0.32 * gold)));
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, value));
  }
}
