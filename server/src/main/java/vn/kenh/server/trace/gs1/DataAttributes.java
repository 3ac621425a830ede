package vn.kenh.server.trace.gs1;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The application identifiers that may stand in the query of a GTIN's Digital Link, as far as they
 * concern produce, with their formats (GS1 Syntax Dictionary). Not the keys and key qualifiers,
 * whose place is the path.
 */
final class DataAttributes {

  private static final String CSET_82 = "[!\"%&'()*+,\\-./:;<=>?_A-Za-z0-9]";

  /** One row: which identifiers, the form of their value, and what the value is. */
  private record Row(Pattern identifier, Pattern value, String format, boolean date, boolean gln) {}

  private static final List<Row> TABLE =
      List.of(
          row("1[13567]", "\\d{6}", "a date YYMMDD", true, false),
          row("7007", "(\\d{4}(?!00)\\d\\d){1,2}", "a date YYMMDD, or two", true, false),
          row("20", "\\d{2}", "2 digits", false, false),
          row("30", "\\d{1,8}", "1 to 8 digits", false, false),
          row("310[0-5]|330[0-5]", "\\d{6}", "6 digits", false, false),
          row("392\\d", "\\d{1,15}", "1 to 15 digits", false, false),
          row("393\\d", "\\d{4,18}", "3 digits of currency and 1 to 15 more", false, false),
          row("41[0-46]", "\\d{13}", "13 digits", false, true),
          row("42[246]", "\\d{3}", "3 digits of a country", false, false),
          row("42[35]", "(\\d{3}){1,5}", "1 to 5 countries of 3 digits", false, false),
          row("427", CSET_82 + "{1,3}", "1 to 3 characters", false, false),
          row(
              "703\\d",
              "\\d{3}" + CSET_82 + "{1,27}",
              "a country and 1 to 27 characters",
              false,
              false),
          row("24[01]|251|400", CSET_82 + "{1,30}", "1 to 30 characters", false, false),
          row("90", CSET_82 + "{1,30}", "1 to 30 characters", false, false),
          row("9[1-9]", CSET_82 + "{1,90}", "1 to 90 characters", false, false));

  private DataAttributes() {}

  static void verify(String identifier, String value) {
    Row row =
        TABLE.stream()
            .filter(each -> each.identifier.matcher(identifier).matches())
            .findFirst()
            .orElseThrow(
                () ->
                    new Gs1FormatException(
                        "(" + identifier + ") is no attribute of a GTIN that is known here"));
    if (!row.value.matcher(value).matches()) {
      throw new Gs1FormatException("(" + identifier + ") must be " + row.format);
    }
    if (row.gln) {
      CheckDigit.verify("GLN", value);
    }
    for (int i = 0; row.date && i < value.length(); i += 6) {
      verifyDate(identifier, value.substring(i, i + 6));
    }
  }

  /** Day 00 means the last of the month. */
  private static void verifyDate(String identifier, String date) {
    int month = Integer.parseInt(date.substring(2, 4));
    int day = Integer.parseInt(date.substring(4));
    int[] days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day > days[month - 1]) {
      throw new Gs1FormatException("(" + identifier + ") " + date + " is no date YYMMDD");
    }
  }

  private static Row row(
      String identifier, String value, String format, boolean date, boolean gln) {
    return new Row(Pattern.compile(identifier), Pattern.compile(value), format, date, gln);
  }
}
