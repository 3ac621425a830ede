package vn.kenh.gateway.reading;

import java.nio.charset.StandardCharsets;

/**
 * Reads a decimal number out of bytes. Numbers of up to 15 digits or so are computed exactly from
 * their digits (Clinger's fast path: a whole number below 2^53 times or over a power of ten up to
 * 10^22); all others go through {@link Double#parseDouble}.
 */
final class DecimalScanner {

  private static final long MAX_EXACT = 1L << 53;
  private static final int MAX_DIGITS = 18;

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private double value;

  /** The number that {@link #scan} found last. */
  double value() {
    return value;
  }

  /**
   * Reads {@code [+-] digits [. digits] [e [+-] digits]} with at least one digit before the
   * exponent. A number too great for a double becomes infinite.
   *
   * @return the index behind the number, or -1 where there is none
   */
  int scan(byte[] input, int start, int end) {
    int at = start;
    boolean negative = false;
    if (at < end && (input[at] == '-' || input[at] == '+')) {
      negative = input[at++] == '-';
    }
    long mantissa = 0;
    int significant = 0;
    int digits = 0;
    int fraction = 0;
    boolean pointSeen = false;
    for (; at < end; at++) {
      int digit = input[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits++;
        if (significant > 0 || digit > 0) {
          significant++;
        }
        if (significant <= MAX_DIGITS) {
          mantissa = mantissa * 10 + digit;
        }
        fraction += pointSeen ? 1 : 0;
      } else if (input[at] == '.' && !pointSeen) {
        pointSeen = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return -1;
    }
    int exponent = 0;
    if (at < end && (input[at] == 'e' || input[at] == 'E')) {
      int exponentStart = at + 1;
      boolean exponentNegative = false;
      if (exponentStart < end && (input[exponentStart] == '-' || input[exponentStart] == '+')) {
        exponentNegative = input[exponentStart++] == '-';
      }
      at = exponentStart;
      while (at < end && input[at] >= '0' && input[at] <= '9') {
        exponent = Math.min(exponent * 10 + (input[at] - '0'), 100_000);
        at++;
      }
      if (at == exponentStart) {
        return -1;
      }
      exponent = exponentNegative ? -exponent : exponent;
    }
    value = compute(input, start, at, negative, mantissa, significant, exponent - fraction);
    return at;
  }

  private static double compute(
      byte[] input,
      int start,
      int end,
      boolean negative,
      long mantissa,
      int significant,
      int power) {
    boolean exact =
        significant <= MAX_DIGITS
            && mantissa <= MAX_EXACT
            && power >= -(POWERS.length - 1)
            && power < POWERS.length;
    if (!exact) {
      return Double.parseDouble(new String(input, start, end - start, StandardCharsets.ISO_8859_1));
    }
    double magnitude = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
    return negative ? -magnitude : magnitude;
  }
}
