package vn.kenh.server.trace.label;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * One font file with what text setting asks of it. Outlines are read from the file itself, so that
 * no fonts need be installed on the machine. For one thread.
 */
final class Typeface implements AutoCloseable {

  private static final int CACHED = 0x2000;

  private final TrueTypeFont font;
  private final CmapLookup glyphs;
  private final double unitsPerEm;
  private final float[] widths = new float[CACHED];

  private Typeface(TrueTypeFont font) throws IOException {
    this.font = font;
    this.glyphs = font.getUnicodeCmapLookup();
    this.unitsPerEm = font.getUnitsPerEm();
  }

  /** Liberation Sans, which has every Vietnamese letter in composed form. */
  static Typeface regular() {
    return load("Regular");
  }

  static Typeface bold() {
    return load("Bold");
  }

  private static Typeface load(String style) {
    String resource = "/liberation/LiberationSans-" + style + ".ttf";
    try (InputStream file = Typeface.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new Typeface(
          new TTFParser()
              .parse(new RandomAccessReadBuffer(new ByteArrayInputStream(file.readAllBytes()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TrueTypeFont font() {
    return font;
  }

  boolean has(int codePoint) {
    return glyphs.getGlyphId(codePoint) != 0;
  }

  /**
   * {@code text} as this font can print it: letters composed, line breaks as spaces, and a box for
   * each character the font lacks.
   */
  String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .map(c -> Character.isWhitespace(c) || Character.isISOControl(c) ? ' ' : c)
        .map(c -> has(c) ? c : '□')
        .forEach(printable::appendCodePoint);
    return printable.toString().strip();
  }

  /** Width of printable text in ems. */
  double width(String text) {
    double width = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      width += advance(codePoint);
      i += Character.charCount(codePoint);
    }
    return width;
  }

  /** The outline of a character, y upwards from the baseline, in ems. */
  Path2D outline(int codePoint) {
    try {
      GlyphData glyph = font.getGlyph().getGlyph(glyphs.getGlyphId(codePoint));
      Path2D path = new Path2D.Double();
      if (glyph != null) {
        path.append(
            glyph
                .getPath()
                .getPathIterator(AffineTransform.getScaleInstance(1 / unitsPerEm, 1 / unitsPerEm)),
            false);
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double advance(int codePoint) {
    if (codePoint >= CACHED) {
      return readAdvance(codePoint);
    }
    if (widths[codePoint] == 0) {
      widths[codePoint] = (float) readAdvance(codePoint);
    }
    return widths[codePoint];
  }

  private double readAdvance(int codePoint) {
    try {
      return font.getAdvanceWidth(glyphs.getGlyphId(codePoint)) / unitsPerEm;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      font.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
