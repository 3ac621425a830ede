package vn.kenh.gateway.reading;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Times as the interface writes them: RFC 3339 with offset, or epoch milliseconds. */
public final class Timestamps {

  private static final long MILLIS_PER_DAY = 86_400_000;

  /** 2000-01-01 and 2100-01-01 in epoch seconds. */
  private static final double FIRST_SECOND = 946_684_800;

  private static final double LAST_SECOND = 4_102_444_800.0;

  private Timestamps() {}

  /**
   * Reads {@code 2026-11-22T07:30:00.250+07:00} (any number of decimals, finer than milliseconds
   * cut off; a space may stand for the T), or digits alone as epoch milliseconds.
   *
   * @return epoch milliseconds
   * @throws IllegalArgumentException with what was expected
   */
  public static long parse(String text) {
    if (isWhole(text)) {
      return ofNumber(Double.parseDouble(text));
    }
    try {
      return rfc3339(text);
    } catch (IndexOutOfBoundsException e) {
      throw malformed(text, e);
    }
  }

  /**
   * Epoch milliseconds from a number that says nothing of its unit.
   *
   * @throws IllegalArgumentException if the number is not finite, or is a time of this century in
   *     seconds, microseconds or nanoseconds
   */
  public static long ofNumber(double number) {
    String unit =
        isTimeIn(number, 1)
            ? "seconds"
            : isTimeIn(number, 1e6) ? "microseconds" : isTimeIn(number, 1e9) ? "nanoseconds" : "";
    if (!unit.isEmpty()) {
      throw new IllegalArgumentException(
          "time "
              + plain(number)
              + " looks like "
              + unit
              + "; send epoch milliseconds, or text such as 2026-11-22T07:30:00+07:00");
    }
    if (!(Math.abs(number) < 1e18)) {
      throw new IllegalArgumentException("time " + number + " is not epoch milliseconds");
    }
    return (long) Math.floor(number);
  }

  private static boolean isTimeIn(double number, double perSecond) {
    return number >= FIRST_SECOND * perSecond && number < LAST_SECOND * perSecond;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static boolean isWhole(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() == start || text.length() > 20) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static long rfc3339(String text) {
    int year = number(text, 0, 4);
    expect(text, 4, "-");
    int month = number(text, 5, 2);
    expect(text, 7, "-");
    int day = number(text, 8, 2);
    expect(text, 10, "Tt ");
    int hour = number(text, 11, 2);
    expect(text, 13, ":");
    int minute = number(text, 14, 2);
    expect(text, 16, ":");
    int second = number(text, 17, 2);
    int at = 19;
    int millis = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      int weight = 100;
      int digits = 0;
      for (; at < text.length() && isDigit(text.charAt(at)); at++, digits++) {
        millis += (text.charAt(at) - '0') * weight;
        weight /= 10;
      }
      if (digits == 0) {
        throw malformed(text, null);
      }
    }
    boolean fits = month >= 1 && month <= 12 && hour <= 23 && minute <= 59 && second <= 60;
    if (!fits || day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      throw malformed(text, null);
    }
    long offset = offsetMinutes(text, at);
    long days = LocalDate.of(year, month, day).toEpochDay();
    return days * MILLIS_PER_DAY + ((hour * 60L + minute - offset) * 60 + second) * 1_000 + millis;
  }

  private static long offsetMinutes(String text, int at) {
    if (at == text.length()) {
      throw new IllegalArgumentException(
          "time \"" + text + "\" has no offset; end it with Z or an offset such as +07:00");
    }
    char sign = text.charAt(at);
    if (sign == 'Z' || sign == 'z') {
      requireEnd(text, at + 1);
      return 0;
    }
    if (sign != '+' && sign != '-') {
      throw malformed(text, null);
    }
    int hours = number(text, at + 1, 2);
    expect(text, at + 3, ":");
    int minutes = number(text, at + 4, 2);
    requireEnd(text, at + 6);
    if (hours > 23 || minutes > 59) {
      throw malformed(text, null);
    }
    return sign == '-' ? -(hours * 60L + minutes) : hours * 60L + minutes;
  }

  private static int number(String text, int start, int length) {
    int number = 0;
    for (int i = start; i < start + length; i++) {
      if (!isDigit(text.charAt(i))) {
        throw malformed(text, null);
      }
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  private static void expect(String text, int at, String oneOf) {
    if (oneOf.indexOf(text.charAt(at)) < 0) {
      throw malformed(text, null);
    }
  }

  private static void requireEnd(String text, int at) {
    if (at != text.length()) {
      throw malformed(text, null);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static IllegalArgumentException malformed(String text, @Nullable Throwable cause) {
    String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
    return new IllegalArgumentException(
        "time \"" + shown + "\" is not RFC 3339 (2026-11-22T07:30:00+07:00) nor epoch milliseconds",
        cause);
  }
}
