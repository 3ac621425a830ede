package vn.kenh.server.trace.label;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets blocks of text into a column of a given size and never beyond it: shrinks them together as
 * far as they stay legible, then ends what is still too long in an ellipsis, then leaves out the
 * last.
 */
final class TextColumn {

  private static final double LINE_HEIGHT = 1.15;
  private static final double ASCENT = 0.91;
  private static final double DESCENT = 0.22;
  private static final double STEP = 0.94;
  private static final String ELLIPSIS = "…";

  private final Typeface regular;
  private final Typeface bold;
  private final double width;
  private final double height;
  private final double smallestSize;

  /**
   * @param width in points
   * @param height in points
   * @param smallestSize of any letter, in points
   */
  TextColumn(Typeface regular, Typeface bold, double width, double height, double smallestSize) {
    this.regular = regular;
    this.bold = bold;
    this.width = width;
    this.height = height;
    this.smallestSize = smallestSize;
  }

  /** Lines placed from the column's top left corner, centred in its height. */
  List<TextLine> set(List<TextBlock> wanted) {
    List<TextBlock> blocks = wanted.stream().filter(block -> !block.text().isBlank()).toList();
    double largest = blocks.stream().mapToDouble(TextBlock::size).max().orElse(smallestSize);
    for (double scale = 1; ; scale *= STEP) {
      boolean last = largest * scale <= smallestSize;
      Attempt attempt = attempt(blocks, scale, last);
      if (attempt.whole && attempt.height <= height) {
        return centred(attempt);
      }
      if (last) {
        if (attempt.height <= height || blocks.size() <= 1) {
          return centred(attempt);
        }
        blocks = blocks.subList(0, blocks.size() - 1);
      }
    }
  }

  private record Attempt(List<TextLine> lines, double height, boolean whole) {}

  private Attempt attempt(List<TextBlock> blocks, double scale, boolean cut) {
    List<TextLine> lines = new ArrayList<>();
    double y = 0;
    boolean whole = true;
    for (TextBlock block : blocks) {
      double size = Math.max(smallestSize, block.size() * scale);
      Typeface face = block.bold() ? bold : regular;
      List<String> texts = balanced(face.printable(block.text()), face, block, width / size);
      if (texts.size() > block.maxLines()) {
        whole = false;
        texts = cut ? cut(texts, face, block.maxLines(), width / size) : texts;
      }
      y += lines.isEmpty() ? 0 : block.spaceBefore() * scale;
      for (String text : texts) {
        lines.add(new TextLine(text, block.bold(), 0, y + ASCENT * size, size));
        y += LINE_HEIGHT * size;
      }
    }
    double overhang =
        lines.isEmpty() ? 0 : (LINE_HEIGHT - ASCENT - DESCENT) * lines.get(lines.size() - 1).size();
    return new Attempt(lines, y - overhang, whole || cut);
  }

  private List<TextLine> centred(Attempt attempt) {
    double shift = Math.max(0, (height - attempt.height) / 2);
    return attempt.lines.stream()
        .map(
            line ->
                new TextLine(
                    line.text(), line.bold(), line.x(), line.baseline() + shift, line.size()))
        .toList();
  }

  /** Lines of like width: no single word is left over for the last. */
  private static List<String> balanced(String text, Typeface face, TextBlock block, double ems) {
    List<String> lines = wrap(text, face, block, ems);
    if (block.anywhere() || lines.size() == 1 || lines.size() > block.maxLines()) {
      return lines;
    }
    for (double narrower = ems * 0.95; narrower > ems / 2; narrower -= ems * 0.05) {
      List<String> attempt = wrap(text, face, block, narrower);
      if (attempt.size() > lines.size() || breaksWords(attempt, text)) {
        break;
      }
      lines = attempt;
    }
    return lines;
  }

  private static boolean breaksWords(List<String> lines, String text) {
    return !String.join(" ", lines).equals(text);
  }

  /** Breaks at spaces, and inside a word only where it is longer than a line or may be broken. */
  private static List<String> wrap(String text, Typeface face, TextBlock block, double ems) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (face.width(rest) > ems) {
      int fits = fitting(rest, face, ems);
      int space = rest.lastIndexOf(' ', fits);
      int end = space > 0 && !block.anywhere() ? space : fits;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static List<String> cut(List<String> texts, Typeface face, int maxLines, double ems) {
    List<String> kept = new ArrayList<>(texts.subList(0, maxLines));
    String last = kept.get(maxLines - 1);
    while (!last.isEmpty() && face.width(last + ELLIPSIS) > ems) {
      last = last.substring(0, last.offsetByCodePoints(last.length(), -1)).stripTrailing();
    }
    kept.set(maxLines - 1, last + ELLIPSIS);
    return kept;
  }

  /** How many characters of {@code text} fit; at least one, so that there is always progress. */
  private static int fitting(String text, Typeface face, double ems) {
    double sum = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      sum += face.advance(codePoint);
      if (sum > ems && end > 0) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }
}
