package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import vn.kenh.server.web.Json;

/** Lists are given a page at a time: {@code {"items": […], "next": cursor or null}}. */
final class Lists {

  static final int LONGEST_PAGE = 1000;
  private static final int PAGE = 100;

  private Lists() {}

  static int limit(Query query) {
    return query.integer("limit", 1, LONGEST_PAGE, PAGE);
  }

  /**
   * Sends one page.
   *
   * @param found up to one more than {@code limit} items; the one too many tells that more follow
   */
  static <T> void send(
      RoutingContext context,
      List<T> found,
      int limit,
      Function<T, String> cursor,
      Function<T, ObjectNode> json) {
    List<T> page = found.subList(0, Math.min(limit, found.size()));
    ObjectNode body = Json.object();
    ArrayNode items = body.putArray("items");
    page.forEach(item -> items.add(json.apply(item)));
    if (found.size() > limit) {
      body.put("next", cursor.apply(page.get(limit - 1)));
    } else {
      body.putNull("next");
    }
    Json.send(context, 200, body);
  }

  /** The part of a list sorted by cursor that comes after {@code after}, one more than a page. */
  static <T> List<T> after(List<T> all, Function<T, String> cursor, String after, int limit) {
    return all.stream()
        .filter(item -> cursor.apply(item).compareTo(after) > 0)
        .limit(limit + 1L)
        .toList();
  }
}
