package vn.kenh.server.web.page.view;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vn.kenh.server.web.page.text.LocalFormat;

/**
 * The span of time a trend page shows.
 *
 * @param code {@code 24h}, {@code 7d}, {@code 30d}, {@code 90d}, or {@code custom}
 * @param live whether it ends now, and so moves on with new readings
 */
public record TrendRange(String code, Instant from, Instant to, boolean live) {

  public static final String CUSTOM = "custom";

  private static final String DEFAULT = "24h";
  private static final Map<String, Duration> LENGTHS = lengths();

  /** As a {@code datetime-local} field of a form spells it. */
  private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

  /** The lengths that are one touch away, in order. */
  public static Iterable<String> codes() {
    return LENGTHS.keySet();
  }

  /**
   * Reads the range out of a page's query; what cannot be understood falls back to a day.
   *
   * @param from start of a custom range, local time as a form field spells it
   * @param to its end
   */
  public static TrendRange parse(String code, String from, String to, Instant now) {
    if (code.equals(CUSTOM)) {
      Optional<Instant> start = parse(from);
      Optional<Instant> end = parse(to);
      if (start.isPresent() && end.isPresent() && start.get().isBefore(end.get())) {
        return new TrendRange(CUSTOM, start.get(), end.get(), false);
      }
    }
    String known = LENGTHS.containsKey(code) ? code : DEFAULT;
    return new TrendRange(known, now.minus(LENGTHS.getOrDefault(known, Duration.ZERO)), now, true);
  }

  public String fromField() {
    return FIELD.format(from.atZone(LocalFormat.ZONE));
  }

  public String toField() {
    return FIELD.format(to.atZone(LocalFormat.ZONE));
  }

  /** The part of a page's query that says this range. */
  public String query() {
    return code.equals(CUSTOM)
        ? "range=custom&from=" + fromField() + "&to=" + toField()
        : "range=" + code;
  }

  private static Optional<Instant> parse(String field) {
    try {
      return Optional.of(LocalDateTime.parse(field).atZone(LocalFormat.ZONE).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty(); // a form field left empty or edited by hand
    }
  }

  private static Map<String, Duration> lengths() {
    Map<String, Duration> lengths = new LinkedHashMap<>();
    lengths.put("24h", Duration.ofHours(24));
    lengths.put("7d", Duration.ofDays(7));
    lengths.put("30d", Duration.ofDays(30));
    lengths.put("90d", Duration.ofDays(90));
    return lengths;
  }
}
