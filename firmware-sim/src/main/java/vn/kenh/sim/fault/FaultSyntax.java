package vn.kenh.sim.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads faults from text: {@code KIND[=AMOUNT]@DEVICE[:FROM[..TO]]}. A time is {@code +6h} or
 * {@code -2d} from the moment at which live running begins, or RFC 3339; a missing FROM is
 * "always", a missing TO is "for ever".
 */
public final class FaultSyntax {

  private static final Pattern FAULT =
      Pattern.compile("([a-z-]+)(?:=([^@]+))?@([^:]+)(?::(.*?)(?:\\.\\.(.*))?)?");
  private static final Pattern DURATION = Pattern.compile("([+-]?)(\\d+)(ms|s|m|h|d)");

  private FaultSyntax() {}

  /**
   * Parses one fault.
   *
   * @param start the moment to which relative times refer
   * @throws IllegalArgumentException saying what was expected instead
   */
  public static Fault parse(String text, Instant start) {
    Matcher matcher = FAULT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not KIND[=AMOUNT]@DEVICE[:FROM[..TO]], as in"
              + " leak=0.4@drip-01:+6h..+12h");
    }
    FaultKind kind =
        FaultKind.of(matcher.group(1))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no fault is called \"" + matcher.group(1) + "\"; there are " + codes()));
    String amount = matcher.group(2) == null ? kind.defaultAmount() : matcher.group(2);
    checkAmount(kind, amount);
    String from = matcher.group(4);
    String to = matcher.group(5);
    long fromMillis = from == null || from.isEmpty() ? Long.MIN_VALUE : time(from, start);
    long toMillis = to == null || to.isEmpty() ? Long.MAX_VALUE : time(to, start);
    if (toMillis <= fromMillis) {
      throw new IllegalArgumentException("\"" + text + "\" ends before it begins");
    }
    return new Fault(kind, matcher.group(3), fromMillis, toMillis, amount);
  }

  /** A duration such as {@code 15m}, {@code -2h} or {@code +3d}. */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a duration; write 30s, 15m, 6h or 3d");
    }
    long number = Long.parseLong(matcher.group(2));
    Duration duration =
        switch (matcher.group(3)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    return matcher.group(1).equals("-") ? duration.negated() : duration;
  }

  private static long time(String text, Instant start) {
    if (text.startsWith("+") || text.startsWith("-")) {
      return start.plus(duration(text)).toEpochMilli();
    }
    try {
      return java.time.OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither +6h, -30m nor a time like 2026-11-22T06:00:00+07:00", e);
    }
  }

  private static void checkAmount(FaultKind kind, String amount) {
    switch (kind) {
      case LEAK, CLOG, DUPLICATES -> {
        double share = number(kind, amount);
        if (!(share > 0 && share <= (kind == FaultKind.LEAK ? 5 : 1))) {
          throw new IllegalArgumentException(
              kind.code() + ": the amount is a share such as 0.4, not " + amount);
        }
      }
      case CLOCK_SKEW -> duration(amount);
      case SENSOR_STUCK -> {
        if (!amount.matches("[a-z0-9_]+")) {
          throw new IllegalArgumentException(
              kind.code() + ": the amount is a metric such as soil_moisture, not " + amount);
        }
      }
      default -> {
        if (!amount.isEmpty()) {
          throw new IllegalArgumentException(kind.code() + " takes no amount");
        }
      }
    }
  }

  private static double number(FaultKind kind, String amount) {
    try {
      return Double.parseDouble(amount);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          kind.code() + ": the amount is a share such as 0.4, not " + amount, e);
    }
  }

  private static String codes() {
    return Arrays.stream(FaultKind.values()).map(FaultKind::code).collect(Collectors.joining(", "));
  }
}
