package vn.kenh.server.trace.gs1;

/**
 * The 82 characters that lots, serials and variants are made of (GS1 General Specifications 7.11).
 */
final class CharacterSet82 {

  private static final String SYMBOLS = "!\"%&'()*+,-./:;<=>?_";

  private CharacterSet82() {}

  static boolean contains(char c) {
    return isDigit(c)
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || SYMBOLS.indexOf(c) >= 0;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> isDigit((char) c));
  }

  /** Returns {@code value} if it is {@code least} to {@code most} characters of the set. */
  static String require(String name, String value, int least, int most) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!contains(c)) {
        throw new Gs1FormatException(
            name
                + " holds "
                + describe(value, i)
                + ", which GS1 does not allow: use letters A to Z without accents, digits and any"
                + " of "
                + SYMBOLS);
      }
    }
    if (value.length() < least || value.length() > most) {
      throw new Gs1FormatException(
          name
              + " has "
              + value.length()
              + " characters; "
              + least
              + " to "
              + most
              + " are allowed");
    }
    return value;
  }

  private static String describe(String value, int index) {
    int codePoint = value.codePointAt(index);
    return codePoint == ' '
        ? "a space"
        : Character.isISOControl(codePoint)
            ? String.format("the control character U+%04X", codePoint)
            : "'" + Character.toString(codePoint) + "'";
  }
}
