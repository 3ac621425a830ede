package vn.kenh.server.trace.label;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Where everything goes on a label: the QR code at the left, what it stands for at its right.
 *
 * @param module side of a module in millimetres
 * @param codeX left edge of the first module, in millimetres from the label's left
 * @param codeY top edge of the first module, in millimetres from the label's top
 * @param text in points from the label's top left corner
 */
record LabelLayout(double module, double codeX, double codeY, List<TextLine> text) {

  /** Limits for a module of a Digital Link QR code, GS1 General Specifications 5.12, table 1. */
  static final double SMALLEST_MODULE = 0.396;

  static final double LARGEST_MODULE = 0.990;

  static final double POINTS_PER_MILLIMETRE = 72 / 25.4;

  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final double SMALLEST_TEXT = 3.6;

  /** Below this, in millimetres, modules that differ by a dot read as well as equal ones. */
  private static final double FINE_DOT = 0.1;

  /** Printers do not hit the edge of a label exactly. */
  private static final double MARGIN = 1.5;

  /** Places {@code label} on {@code sheet}. */
  static LabelLayout of(Label label, QrCode code, Sheet sheet, Typeface regular, Typeface bold) {
    double module = module(code, sheet);
    double quiet = QrCode.QUIET_ZONE * module;
    double side = code.sizeWithQuietZone() * module;
    double codeY = snap((sheet.labelHeight() - side) / 2 + quiet, sheet);
    // On a label much higher than its code, the code keeps the same distance from the left as from
    // the top.
    double inset = Math.max(0, Math.min((sheet.labelHeight() - side) / 2, 1.5));
    double codeX = snap(inset + quiet, sheet);
    double textX = codeX + code.size() * module + quiet;
    double textWidth = sheet.labelWidth() - MARGIN - textX;
    double textHeight = sheet.labelHeight() - 2 * MARGIN;
    List<TextLine> lines =
        new TextColumn(
                regular,
                bold,
                textWidth * POINTS_PER_MILLIMETRE,
                textHeight * POINTS_PER_MILLIMETRE,
                SMALLEST_TEXT)
            .set(blocks(label, sheet.labelHeight() / 38.1));
    List<TextLine> placed = new ArrayList<>(lines.size());
    for (TextLine line : lines) {
      placed.add(
          new TextLine(
              line.text(),
              line.bold(),
              textX * POINTS_PER_MILLIMETRE,
              line.baseline() + MARGIN * POINTS_PER_MILLIMETRE,
              line.size()));
    }
    return new LabelLayout(module, codeX, codeY, placed);
  }

  /**
   * The module's side in whole dots of the printer: as large as half the label's width allows.
   * Where that would be below the least that GS1 allows, the code takes all the label's height,
   * because its quiet zone is as white as the label's edge. Two cases are left for links that are
   * longer than labels this small are made for: on office printers, whose dots are fine, the module
   * is no whole number of them; and from version 8 on the smallest label (9 on the roll) the module
   * is below GS1's least, and the largest that fits: phones read it, a scanner at a checkout might
   * not.
   */
  static double module(QrCode code, Sheet sheet) {
    int modules = code.sizeWithQuietZone();
    double comfortable =
        Math.min(sheet.labelWidth() * 0.48, sheet.labelHeight() - 2 * MARGIN) / modules;
    double possible = Math.min(sheet.labelWidth() * 0.6, sheet.labelHeight()) / modules;
    if (wholeDots(comfortable, sheet) >= SMALLEST_MODULE) {
      return wholeDots(Math.min(comfortable, LARGEST_MODULE), sheet);
    }
    if (wholeDots(possible, sheet) >= SMALLEST_MODULE) {
      double dots = Math.ceil(SMALLEST_MODULE / sheet.dot());
      return Math.max(dots * sheet.dot(), wholeDots(comfortable, sheet));
    }
    return sheet.dot() < FINE_DOT ? possible : wholeDots(possible, sheet);
  }

  private static double wholeDots(double millimetres, Sheet sheet) {
    return Math.max(1, Math.floor(millimetres / sheet.dot() + 1e-9)) * sheet.dot();
  }

  private static double snap(double millimetres, Sheet sheet) {
    return Math.round(millimetres / sheet.dot()) * sheet.dot();
  }

  private static List<TextBlock> blocks(Label label, double scale) {
    return List.of(
        new TextBlock(label.product(), true, 11 * scale, 2, false, 0),
        new TextBlock(label.farm(), false, 7.5 * scale, 2, false, 1.5 * scale),
        new TextBlock(
            "Thu hoạch " + DATE.format(label.harvested()), true, 7.5 * scale, 1, false, 4 * scale),
        new TextBlock("Lô " + label.lot(), true, 7.5 * scale, 2, true, 1 * scale),
        new TextBlock("(01) " + label.gtin(), false, 6.5 * scale, 2, true, 4 * scale),
        new TextBlock("(21) " + label.serial(), false, 6.5 * scale, 2, true, 0.5 * scale),
        new TextBlock("Quét mã để xem nguồn gốc", false, 6 * scale, 2, false, 4 * scale));
  }
}
