package vn.kenh.gateway.reading;

import java.nio.charset.StandardCharsets;

/**
 * Writes doubles as the shortest plain decimal where at most six decimals tell the value exactly,
 * which is what sensors send, and as {@link Double#toString} does otherwise. What is written always
 * reads back as the same double.
 */
final class DecimalFormatter {

  /** Room that any double needs: {@code -1.7976931348623157E308} and the like. */
  static final int MAX_LENGTH = 26;

  /**
   * Up to here a double holds every whole number, so that scaling by a power of ten is checkable.
   */
  private static final double MAX_EXACT = 9_007_199_254_740_992.0;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  private static final long[] LONG_POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  private DecimalFormatter() {}

  /**
   * Writes a finite value at {@code at}; {@code out} has room for {@link #MAX_LENGTH} bytes there.
   *
   * @return the index behind the last byte written
   */
  static int write(byte[] out, int at, double value) {
    double magnitude = Math.abs(value);
    if (magnitude < MAX_EXACT) {
      for (int decimals = 0; decimals < POWERS.length; decimals++) {
        double scaled = Math.rint(magnitude * POWERS[decimals]);
        if (scaled < MAX_EXACT && scaled / POWERS[decimals] == magnitude) {
          int start = at;
          if (Double.doubleToRawLongBits(value) < 0) {
            out[start++] = '-';
          }
          return writeScaled(out, start, (long) scaled, decimals);
        }
      }
    }
    byte[] text = Double.toString(value).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, out, at, text.length);
    return at + text.length;
  }

  /** Writes a number that is not negative. */
  static int writeLong(byte[] out, int at, long number) {
    int end = at + digits(number);
    long rest = number;
    for (int i = end - 1; i >= at; i--) {
      long quotient = rest / 10;
      out[i] = (byte) ('0' + (rest - quotient * 10));
      rest = quotient;
    }
    return end;
  }

  private static int writeScaled(byte[] out, int at, long scaled, int decimals) {
    long whole = scaled / LONG_POWERS[decimals];
    int end = writeLong(out, at, whole);
    if (decimals == 0) {
      return end;
    }
    out[end++] = '.';
    long fraction = scaled - whole * LONG_POWERS[decimals];
    for (int i = end + decimals - 1; i >= end; i--) {
      long quotient = fraction / 10;
      out[i] = (byte) ('0' + (fraction - quotient * 10));
      fraction = quotient;
    }
    return end + decimals;
  }

  private static int digits(long number) {
    int digits = 1;
    long bound = 10;
    while (digits < 19 && number >= bound) {
      digits++;
      bound *= 10;
    }
    return digits;
  }
}
