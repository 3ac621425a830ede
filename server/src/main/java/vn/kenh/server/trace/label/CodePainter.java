package vn.kenh.server.trace.label;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * PDF operators that paint QR codes, one path each. Modules are whole numbers in a coordinate
 * system of their own, which keeps the file small and free of rounding.
 */
final class CodePainter {

  private final ByteArrayOutputStream content = new ByteArrayOutputStream(32 * 1024);

  /** Paints {@code code} with its top left module at (x, y), all in points, y upwards. */
  void paint(QrCode code, double x, double y, double module) {
    write(String.format(Locale.ROOT, "q %1$.5f 0 0 -%1$.5f %2$.4f %3$.4f cm\n", module, x, y));
    code.forEachRun(
        (column, row, length) -> {
          number(column);
          number(row);
          number(length);
          write("1 re\n");
        });
    write("f Q\n");
  }

  byte[] content() {
    return content.toByteArray();
  }

  private void number(int value) {
    if (value >= 100) {
      content.write('0' + value / 100);
    }
    if (value >= 10) {
      content.write('0' + value / 10 % 10);
    }
    content.write('0' + value % 10);
    content.write(' ');
  }

  private void write(String text) {
    content.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
