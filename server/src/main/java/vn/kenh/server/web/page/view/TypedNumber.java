package vn.kenh.server.web.page.view;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads numbers as people in Vietnam type them: {@code 12,5}, {@code 12.5}, {@code 1.250}. */
final class TypedNumber {

  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}([. ]\\d{3})+(,\\d+)?");
  private static final Pattern PLAIN = Pattern.compile("\\d+([.,]\\d+)?");

  private TypedNumber() {}

  /** The number, or empty if the text is none. */
  static OptionalDouble parse(String typed) {
    String text = typed.strip();
    if (GROUPED.matcher(text).matches()) {
      return OptionalDouble.of(
          Double.parseDouble(text.replace(".", "").replace(" ", "").replace(',', '.')));
    }
    if (PLAIN.matcher(text).matches()) {
      return OptionalDouble.of(Double.parseDouble(text.replace(',', '.')));
    }
    return OptionalDouble.empty();
  }
}
