package vn.kenh.server.trace.label;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * Labels in TSC's printer language (TSPL2), which most inexpensive label printers speak: 50 × 30
 * mm, a gap of 2 mm, 203 dots an inch.
 */
public final class TsplLabels {

  private static final String HEADER =
      "SIZE 50 mm,30 mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\nCODEPAGE UTF-8\r\n";

  private TsplLabels() {}

  /** Writes all of {@code labels}, which differ in their serial only, to {@code out}. */
  public static void write(Iterator<Label> labels, OutputStream out) throws IOException {
    if (!labels.hasNext()) {
      return;
    }
    send(out, HEADER);
    Label label = labels.next();
    ThermalLabel layout = ThermalLabel.of(label);
    byte[] picture = inverted(layout.text().bits());
    write(label, layout, picture, out);
    while (labels.hasNext()) {
      write(labels.next(), layout, picture, out);
    }
  }

  private static void write(Label label, ThermalLabel layout, byte[] picture, OutputStream out)
      throws IOException {
    send(out, "CLS\r\n");
    // Model 2 must be said: without it the code is of model 1, which phones do not read.
    send(
        out,
        "QRCODE "
            + layout.codeX()
            + ","
            + layout.codeY()
            + ",M,"
            + ThermalLabel.MODULE
            + ",A,0,M2,"
            + quoted(label.uri())
            + "\r\n");
    send(
        out,
        "BITMAP "
            + layout.textX()
            + ","
            + layout.textY()
            + ","
            + layout.text().width() / 8
            + ","
            + layout.text().height()
            + ",0,");
    out.write(picture);
    send(out, "\r\n");
    send(out, text(layout, layout.numbersY(), ThermalLabel.NUMBERS_GTIN + label.gtin()));
    send(
        out,
        text(
            layout,
            layout.numbersY() + ThermalLabel.LINE,
            ThermalLabel.NUMBERS_SERIAL + label.serial()));
    send(out, "PRINT 1,1\r\n");
  }

  /** Font 1 has 8 × 12 dots a character: the longest serial fits. */
  private static String text(ThermalLabel layout, int y, String text) {
    return "TEXT " + layout.textX() + "," + y + ",\"1\",0,1,1," + quoted(text) + "\r\n";
  }

  static String quoted(String text) {
    return '"' + text.replace("\"", "\\[\"]") + '"';
  }

  /** In TSPL a bit of 0 is a black dot. */
  private static byte[] inverted(byte[] bits) {
    byte[] inverted = new byte[bits.length];
    for (int i = 0; i < bits.length; i++) {
      inverted[i] = (byte) ~bits[i];
    }
    return inverted;
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
