package vn.kenh.server.web.api;

import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import vn.kenh.server.web.HttpProblem;

/** The parameters behind the question mark; what cannot be used is refused by name. */
final class Query {

  private static final long FARTHEST_MILLIS = 253_402_300_799_999L;

  private final RoutingContext context;

  Query(RoutingContext context) {
    this.context = context;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(context.queryParams().get(name)).filter(value -> !value.isEmpty());
  }

  int integer(String name, int least, int greatest, int otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= greatest) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, in the same words.
    }
    throw HttpProblem.badRequest(
        "\"" + name + "\" must be a whole number from " + least + " to " + greatest);
  }

  /** Epoch milliseconds from either spelling of a time. */
  Optional<Long> time(String name) {
    return text(name).map(text -> time(name, text));
  }

  private static long time(String name, String text) {
    try {
      if (text.matches("-?[0-9]{1,15}")) {
        long millis = Long.parseLong(text);
        if (Math.abs(millis) <= FARTHEST_MILLIS) {
          return millis;
        }
      } else {
        // A plus sign that was not escaped arrives as a blank.
        return OffsetDateTime.parse(text.replace(' ', '+')).toInstant().toEpochMilli();
      }
    } catch (DateTimeException e) {
      // Told below, in the same words.
    }
    throw HttpProblem.badRequest(
        "\"" + name + "\" must be a time such as 2026-11-22T07:00:00+07:00, or epoch milliseconds");
  }
}
