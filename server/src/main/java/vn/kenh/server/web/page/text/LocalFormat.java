package vn.kenh.server.web.page.text;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Writes numbers, dates and lengths of time as a reader in Vietnam expects them. */
public final class LocalFormat {

  /** All farms keep Vietnam's time, whatever clock the server runs on. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private static final double LITRES_PER_CUBIC_METRE = 1000;
  private static final double LITRES_SHOWN_AS_CUBIC_METRES = 10_000;

  private final Language language;
  private final Messages messages;
  private final DecimalFormatSymbols symbols;
  private final DateTimeFormatter clock;
  private final DateTimeFormatter date;
  private final DateTimeFormatter dayAndMonth;
  private final DateTimeFormatter weekday;

  public LocalFormat(Language language, Messages messages) {
    this.language = language;
    this.messages = messages;
    this.symbols = symbols(language);
    this.clock = pattern("HH:mm");
    this.date = pattern(language == Language.VIETNAMESE ? "dd/MM/yyyy" : "d MMM yyyy");
    this.dayAndMonth = pattern(language == Language.VIETNAMESE ? "dd/MM" : "d MMM");
    this.weekday =
        pattern(language == Language.VIETNAMESE ? "EEEE, dd/MM/yyyy" : "EEEE d MMM yyyy");
  }

  /** A number with at most {@code decimals} digits behind the comma. */
  public String number(double value, int decimals) {
    DecimalFormat format = new DecimalFormat("#,##0", symbols);
    format.setMaximumFractionDigits(decimals);
    String text = format.format(value);
    return text.equals("−0") ? "0" : text;
  }

  /** A number with as many decimals as its size makes worth reading: 31,4 or 1.013 or 0,25. */
  public String number(double value) {
    double size = Math.abs(value);
    return number(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
  }

  /** A percentage such as {@code 31,4 %}. */
  public String percent(double value) {
    return number(value, 1) + "\u00a0%";
  }

  /** An amount of water: litres, and cubic metres from 10 m³ on. */
  public String water(double litres) {
    return litres >= LITRES_SHOWN_AS_CUBIC_METRES
        ? number(litres / LITRES_PER_CUBIC_METRE, 1) + "\u00a0m³"
        : number(litres, 0) + "\u00a0L";
  }

  /** An area in square metres, and hectares from one hectare on. */
  public String area(double squareMetres) {
    return squareMetres >= 10_000
        ? number(squareMetres / 10_000, 2) + "\u00a0ha"
        : number(squareMetres, 0) + "\u00a0m²";
  }

  public String clock(Instant time) {
    return clock.format(time);
  }

  public String date(Instant time) {
    return date.format(time);
  }

  public String date(LocalDate day) {
    return date.format(day);
  }

  public String dayAndMonth(Instant time) {
    return dayAndMonth.format(time);
  }

  /** A day with the name of its weekday, starting with a capital letter. */
  public String weekday(LocalDate day) {
    String text = weekday.format(day);
    return text.substring(0, 1).toUpperCase(language.locale()) + text.substring(1);
  }

  public String dateAndTime(Instant time) {
    return language == Language.VIETNAMESE
        ? clock(time) + " " + date(time)
        : date(time) + ", " + clock(time);
  }

  /** How long ago {@code time} was, in words; a date once that is easier to grasp. */
  public String ago(Instant time, Instant now) {
    long seconds = Duration.between(time, now).toSeconds();
    if (seconds < 0) {
      return dateAndTime(time);
    }
    if (seconds < 60) {
      return messages.text("time.now");
    }
    if (seconds < 3600) {
      return messages.text("time.minutes-ago", seconds / 60);
    }
    ZonedDateTime then = time.atZone(ZONE);
    ZonedDateTime here = now.atZone(ZONE);
    if (seconds < 6 * 3600 || then.toLocalDate().equals(here.toLocalDate())) {
      return messages.text("time.hours-ago", seconds / 3600);
    }
    if (then.toLocalDate().equals(here.toLocalDate().minusDays(1))) {
      return messages.text("time.yesterday", clock(time));
    }
    return dateAndTime(time);
  }

  /** A length of time in its largest unit: {@code 3 giờ}, {@code 2 days}. */
  public String length(Duration length) {
    if (length.toMinutes() < 60) {
      return messages.text("time.minutes", Math.max(1, length.toMinutes()));
    }
    if (length.toHours() < 48) {
      return messages.text("time.hours", length.toHours());
    }
    return messages.text("time.days", length.toDays());
  }

  private DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, language.locale()).withZone(ZONE);
  }

  private static DecimalFormatSymbols symbols(Language language) {
    DecimalFormatSymbols symbols = new DecimalFormatSymbols(language.locale());
    boolean vietnamese = language == Language.VIETNAMESE;
    symbols.setDecimalSeparator(vietnamese ? ',' : '.');
    symbols.setGroupingSeparator(vietnamese ? '.' : ',');
    symbols.setMinusSign('−');
    return symbols;
  }
}
