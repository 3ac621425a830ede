package vn.kenh.server.trace.label;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;

/**
 * Labels in Zebra's printer language (ZPL II), 50 × 30 mm at 203 dots an inch. The text, alike on
 * all labels of a batch, is sent once as a picture and recalled for each.
 */
public final class ZplLabels {

  private static final String PICTURE = "R:KENH.GRF";

  private ZplLabels() {}

  /** Writes all of {@code labels}, which differ in their serial only, to {@code out}. */
  public static void write(Iterator<Label> labels, OutputStream out) throws IOException {
    if (!labels.hasNext()) {
      return;
    }
    Label first = labels.next();
    ThermalLabel layout = ThermalLabel.of(first);
    send(out, download(layout.text()));
    send(out, label(first, layout));
    while (labels.hasNext()) {
      send(out, label(labels.next(), layout));
    }
    send(out, "^XA^ID" + PICTURE + "^FS^XZ\n");
  }

  private static String download(TextPicture text) {
    return "~DG"
        + PICTURE
        + ","
        + text.bits().length
        + ","
        + text.width() / 8
        + ","
        + HexFormat.of().withUpperCase().formatHex(text.bits())
        + "\n";
  }

  private static String label(Label label, ThermalLabel layout) {
    return "^XA^CI28^PW"
        + ThermalLabel.WIDTH
        + "^LL"
        + ThermalLabel.HEIGHT
        + "^LH0,0\n"
        + at(layout.codeX(), layout.codeY())
        + "^BQN,2,"
        + ThermalLabel.MODULE
        + field("MA," + label.uri())
        + at(layout.textX(), layout.textY())
        + "^XG"
        + PICTURE
        + ",1,1^FS\n"
        + at(layout.textX(), layout.numbersY())
        + "^A0N,18,16"
        + field(ThermalLabel.NUMBERS_GTIN + label.gtin())
        + at(layout.textX(), layout.numbersY() + ThermalLabel.LINE)
        + "^A0N,18,16"
        + field(ThermalLabel.NUMBERS_SERIAL + label.serial())
        + "^XZ\n";
  }

  private static String at(int x, int y) {
    return "^FO" + x + "," + y;
  }

  /** Characters that ZPL would take for commands go as hexadecimal. */
  static String field(String data) {
    StringBuilder escaped = new StringBuilder("^FH\\^FD");
    for (byte octet : data.getBytes(StandardCharsets.UTF_8)) {
      if (octet == '^' || octet == '~' || octet == '\\' || octet < ' ') {
        escaped.append(String.format("\\%02X", octet & 0xFF));
      } else {
        escaped.append((char) octet);
      }
    }
    return escaped.append("^FS\n").toString();
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
