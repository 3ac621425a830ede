package vn.kenh.server.trace.label;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Text as black dots, for printers.
 *
 * @param width in dots, a multiple of 8
 * @param height in dots
 * @param bits row by row, a bit a dot, 1 for black, the leftmost in the highest bit
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
record TextPicture(int width, int height, byte[] bits) {

  private static final double SMALLEST = 13;

  /** Sets blocks, their sizes in dots, into a rectangle of dots. */
  static TextPicture of(List<TextBlock> blocks, int width, int height) {
    int wide = (width + 7) / 8 * 8;
    BufferedImage image = new BufferedImage(wide, height, BufferedImage.TYPE_BYTE_BINARY);
    try (Typeface regular = Typeface.regular();
        Typeface bold = Typeface.bold()) {
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(Color.WHITE);
      for (TextLine line : new TextColumn(regular, bold, width, height, SMALLEST).set(blocks)) {
        draw(graphics, line, line.bold() ? bold : regular);
      }
      graphics.dispose();
    }
    byte[] bits = new byte[wide / 8 * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < wide; x++) {
        if ((image.getRGB(x, y) & 0xFFFFFF) != 0) {
          bits[(y * wide + x) / 8] |= (byte) (0x80 >> x % 8);
        }
      }
    }
    return new TextPicture(wide, height, bits);
  }

  private static void draw(Graphics2D graphics, TextLine line, Typeface face) {
    double x = line.x();
    for (int i = 0; i < line.text().length(); ) {
      int codePoint = line.text().codePointAt(i);
      // Whole dots, so that a letter looks the same wherever it stands.
      AffineTransform place =
          new AffineTransform(
              line.size(), 0, 0, -line.size(), Math.round(x), Math.round(line.baseline()));
      graphics.fill(place.createTransformedShape(face.outline(codePoint)));
      x += face.advance(codePoint) * line.size();
      i += Character.charCount(codePoint);
    }
  }
}
