package vn.kenh.server.trace.gs1;

/**
 * A Global Trade Item Number in its 14-digit form.
 *
 * @param digits 14 digits, check digit verified
 */
public record Gtin(String digits) {

  public Gtin {
    if (digits.length() != 14 || !CharacterSet82.isDigits(digits)) {
      throw new Gs1FormatException("a GTIN in full has 14 digits, not \"" + digits + "\"");
    }
    CheckDigit.verify("GTIN", digits);
  }

  /**
   * Reads a GTIN as people write it: 8, 12, 13 or 14 digits; spaces and hyphens are passed over.
   *
   * @throws Gs1FormatException naming the expected check digit where that is what is wrong
   */
  public static Gtin parse(String text) {
    String bare = text.replace(" ", "").replace("-", "");
    if (!CharacterSet82.isDigits(bare)) {
      throw new Gs1FormatException("a GTIN is made of digits, not \"" + text + "\"");
    }
    switch (bare.length()) {
      case 8, 12, 13, 14 -> CheckDigit.verify("GTIN", bare);
      default ->
          throw new Gs1FormatException(
              "a GTIN has 8, 12, 13 or 14 digits; \"" + text + "\" has " + bare.length());
    }
    return new Gtin("0".repeat(14 - bare.length()) + bare);
  }

  /** The form printed under bar codes: without the zeros that only fill up to 14. */
  public String humanReadable() {
    if (digits.startsWith("000000")) {
      return digits.substring(6);
    }
    return digits.startsWith("0") ? digits.substring(1) : digits;
  }

  @Override
  public String toString() {
    return digits;
  }
}
