package vn.kenh.server.trace.gs1;

/** GS1's mod-10 check digit: weights 3, 1, 3, … from the right (GS1 General Specifications 7.9). */
final class CheckDigit {

  private CheckDigit() {}

  /** The check digit that belongs behind {@code body}, which holds digits only. */
  static char of(CharSequence body) {
    int sum = 0;
    int weight = 3;
    for (int i = body.length() - 1; i >= 0; i--) {
      sum += (body.charAt(i) - '0') * weight;
      weight = 4 - weight;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  /** Refuses {@code digits} whose last one is not the check digit of the others. */
  static void verify(String name, String digits) {
    char expected = of(digits.substring(0, digits.length() - 1));
    char found = digits.charAt(digits.length() - 1);
    if (expected != found) {
      throw new Gs1FormatException(
          name + " " + digits + " ends in " + found + ", but its check digit is " + expected);
    }
  }
}
