package vn.kenh.gateway.codec;

/** Numbers written as text. */
final class Numerals {

  private static final int MAX_LENGTH = 40;

  private Numerals() {}

  /** Whether {@code text} is {@code [+-] digits [. digits] [e [+-] digits]} and nothing else. */
  static boolean isNumeral(String text) {
    int end = text.length();
    if (end == 0 || end > MAX_LENGTH) {
      return false;
    }
    int at = skipSign(text, 0);
    int whole = skipDigits(text, at);
    int digits = whole - at;
    at = whole;
    if (at < end && text.charAt(at) == '.') {
      int fraction = skipDigits(text, at + 1);
      digits += fraction - at - 1;
      at = fraction;
    }
    if (digits == 0) {
      return false;
    }
    if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int start = skipSign(text, at + 1);
      at = skipDigits(text, start);
      if (at == start) {
        return false;
      }
    }
    return at == end;
  }

  private static int skipSign(String text, int at) {
    boolean sign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return sign ? at + 1 : at;
  }

  private static int skipDigits(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
