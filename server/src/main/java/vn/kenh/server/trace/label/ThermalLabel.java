package vn.kenh.server.trace.label;

import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A label of 50 × 30 mm for printers of 203 dots an inch (8 a millimetre). The printer draws the QR
 * code and the numbers itself; the Vietnamese text goes as a picture, because printers' own fonts
 * lack its letters, each model different ones.
 *
 * @param codeX left edge of the code's first module, in dots
 * @param codeY its top edge
 * @param textX left edge of the text picture and of the numbers
 * @param text the picture
 * @param numbersY top of the line with the GTIN; the serial's is {@link #LINE} below
 */
record ThermalLabel(int codeX, int codeY, int textX, TextPicture text, int numbersY) {

  static final int WIDTH = 400;
  static final int HEIGHT = 240;

  /** 4 dots a module are 0.5 mm. */
  static final int MODULE = 4;

  /** Height of a line of numbers, in dots. */
  static final int LINE = 20;

  static final String NUMBERS_GTIN = "(01) ";
  static final String NUMBERS_SERIAL = "(21) ";

  private static final int MARGIN = 10;
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  static ThermalLabel of(Label label) {
    // The printer chooses the version; byte mode throughout is the worst it may do.
    int modules = QrCode.ofBytes(label.uri()).sizeWithQuietZone();
    int side = modules * MODULE;
    int quiet = QrCode.QUIET_ZONE * MODULE;
    int textX = Math.min(side, WIDTH * 6 / 10);
    int numbersY = HEIGHT - MARGIN - 2 * LINE;
    TextPicture text =
        TextPicture.of(blocks(label), WIDTH - MARGIN - textX, numbersY - MARGIN - LINE / 2);
    return new ThermalLabel(
        quiet, Math.max(quiet, (HEIGHT - side) / 2 + quiet), textX, text, numbersY);
  }

  int textY() {
    return MARGIN;
  }

  private static List<TextBlock> blocks(Label label) {
    return List.of(
        new TextBlock(label.product(), true, 31, 2, false, 0),
        new TextBlock(label.farm(), false, 21, 2, false, 4),
        new TextBlock("Thu hoạch " + DATE.format(label.harvested()), true, 20, 2, false, 9),
        new TextBlock("Lô " + label.lot(), true, 20, 2, true, 2));
  }
}
