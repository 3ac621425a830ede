package vn.kenh.server.trace.label;

import java.util.Locale;

/** A QR code as SVG: black modules as a single path on white, the quiet zone included. */
public final class SvgCode {

  /** Half a millimetre: between GS1's limits, and 4 dots of a printer of 203 dots an inch. */
  private static final double MODULE_MILLIMETRES = 0.5;

  private SvgCode() {}

  public static String of(QrCode code) {
    StringBuilder path = new StringBuilder(8192);
    code.forEachRun(
        (x, y, length) ->
            path.append('M')
                .append(x + QrCode.QUIET_ZONE)
                .append(' ')
                .append(y + QrCode.QUIET_ZONE)
                .append('h')
                .append(length)
                .append("v1h-")
                .append(length)
                .append('z'));
    int side = code.sizeWithQuietZone();
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$.1fmm\" height=\"%1$.1fmm\""
            + " viewBox=\"0 0 %2$d %2$d\" shape-rendering=\"crispEdges\">"
            + "<rect width=\"%2$d\" height=\"%2$d\" fill=\"#fff\"/><path d=\"%3$s\"/></svg>\n",
        side * MODULE_MILLIMETRES,
        side,
        path);
  }
}
