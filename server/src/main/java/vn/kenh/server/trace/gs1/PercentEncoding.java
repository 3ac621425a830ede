package vn.kenh.server.trace.gs1;

import java.nio.charset.StandardCharsets;

/** Percent-encoding as GS1 Digital Link wants it. */
final class PercentEncoding {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentEncoding() {}

  /** Encodes all but the unreserved characters of RFC 3986, with upper-case digits. */
  static String encode(String value) {
    StringBuilder encoded = new StringBuilder(value.length() + 8);
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      if (isUnreserved(c)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 0xF]);
      }
    }
    return encoded.toString();
  }

  /**
   * Decodes once, an octet to a character: whatever is not ASCII cannot be part of a GS1 value and
   * is refused by its validation. A percent sign without two hexadecimal digits stands for itself,
   * as in GS1's own engine.
   *
   * @param plusIsSpace whether this is the value of a query parameter
   */
  static String decode(String encoded, boolean plusIsSpace) {
    StringBuilder decoded = new StringBuilder(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%' && i + 2 < encoded.length() && octet(encoded, i + 1) >= 0) {
        decoded.append((char) octet(encoded, i + 1));
        i += 2;
      } else {
        decoded.append(c == '+' && plusIsSpace ? ' ' : c);
      }
    }
    return decoded.toString();
  }

  private static int octet(String text, int index) {
    int high = hexDigit(text.charAt(index));
    int low = hexDigit(text.charAt(index + 1));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** As {@link Character#digit}, but for ASCII only. */
  private static int hexDigit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || CharacterSet82.isDigit(c)
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
