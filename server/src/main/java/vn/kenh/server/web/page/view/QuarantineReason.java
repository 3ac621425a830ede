package vn.kenh.server.web.page.view;

import java.util.Locale;
import java.util.regex.Pattern;
import vn.kenh.gateway.spool.QuarantineItem;

/** Why something was set aside, as a farmer would ask; the detail says the same to an engineer. */
@SuppressWarnings("ImmutableEnumChecker") // patterns and kinds never change
public enum QuarantineReason {
  TIME_TOO_EARLY("the time is before the year 2000"),
  TIME_AHEAD("the time is more than 24 hours ahead"),
  TIME_UNREADABLE("time .*(?:is not epoch milliseconds|has no offset|is not RFC 3339)"),
  NOT_REGISTERED("is not registered behind"),
  OUT_OF_RANGE(" is outside "),
  NOT_A_NUMBER("not a finite number|\\bNaN\\b|\\bInfinit"),
  TOO_MANY_KEYS("more than \\d+ keys of its own"),
  BAD_KEY("a key without a letter or digit|two keys of the point are called"),
  UNKNOWN_TOPIC("no known format has the topic|the topic does not name a device|not published to"),
  TYPE_CONFLICT("field type conflict"),
  PICTURE_TOO_LARGE("the picture has "),
  PICTURE_DAMAGED("neither JPEG nor PNG|the (?:JPEG|PNG) (?:is|cannot)|^taken "),
  EMPTY("the (?:payload|frame) is empty"),
  NOT_TEXT("not UTF-8"),
  DAMAGED("damaged .* data|unpacks to more than"),
  BAD_SENML("SenML"),
  BAD_LINES("no line of the frame can be read|measurement .* where only telemetry|is no device id"),
  BAD_JSON("^not .*:|expected a JSON|something follows the JSON"),
  REFUSED_BY_STORE(QuarantineReason.NOTHING),
  OTHER(QuarantineReason.NOTHING);

  /** A pattern that is never found, for what is told by other marks than the error. */
  private static final String NOTHING = "(?!)";

  private final Pattern error;

  QuarantineReason(String error) {
    this.error = Pattern.compile(error);
  }

  /** The first that fits; the narrow ones come first. */
  public static QuarantineReason of(QuarantineItem item) {
    for (QuarantineReason reason : values()) {
      if (reason.error.matcher(item.error()).find()) {
        return reason;
      }
    }
    return item.kind() == QuarantineItem.Kind.REFUSED ? REFUSED_BY_STORE : OTHER;
  }

  /** The key of its words in the message catalogue. */
  public String key() {
    return "quarantine.reason." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
