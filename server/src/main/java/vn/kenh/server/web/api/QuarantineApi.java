package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vn.kenh.gateway.intake.QuarantineReplay;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.Json;
import vn.kenh.server.web.JsonBody;

/** {@code /api/v1/quarantine}: what could not be read or stored, and trying it again. */
public final class QuarantineApi {

  private final Quarantine quarantine;
  private final QuarantineReplay replay;

  public QuarantineApi(Quarantine quarantine, QuarantineReplay replay) {
    this.quarantine = quarantine;
    this.replay = replay;
  }

  public void mount(Router router) {
    router.get("/api/v1/quarantine").handler(Blocking.call(this::list));
    router.post("/api/v1/quarantine/replay").handler(Blocking.call(this::replay));
  }

  private void list(RoutingContext context) throws Exception {
    Query query = new Query(context);
    int limit = Lists.limit(query);
    List<QuarantineItem> items =
        quarantine.list(limit + 1, position(query.text("after").orElse("0")));
    Lists.send(context, items, limit, item -> String.valueOf(item.id()), QuarantineApi::json);
  }

  /** Tries everything again, or the one item whose id the body names. */
  private void replay(RoutingContext context) throws Exception {
    if (context.body().length() > 0) {
      JsonBody body = JsonBody.of(context);
      if (body.has("id")) {
        replayOne(context, position(body.text("id")));
        return;
      }
    }
    QuarantineReplay.Result result = replay.replayAll();
    Json.send(
        context,
        200,
        Json.object().put("replayed", result.replayed()).put("failed", result.failed()));
  }

  private void replayOne(RoutingContext context, long id) throws Exception {
    QuarantineItem item =
        quarantine
            .get(id)
            .orElseThrow(() -> HttpProblem.notFound("there is no item " + id + " any more"));
    Optional<String> failure = replay.replay(item);
    ObjectNode body =
        Json.object()
            .put("replayed", failure.isEmpty() ? 1 : 0)
            .put("failed", failure.isEmpty() ? 0 : 1)
            .put("error", failure.orElse(null));
    Json.send(context, 200, body);
  }

  private static long position(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw HttpProblem.badRequest("the id of an item is a number, such as the list's \"next\"");
    }
    return Long.parseLong(text);
  }

  private static ObjectNode json(QuarantineItem item) {
    return Json.object()
        .put("id", String.valueOf(item.id()))
        .put("kind", item.kind().name().toLowerCase(Locale.ROOT))
        .put("topic", item.topic())
        .put("device", item.device().isEmpty() ? null : item.device())
        .put("received", Instant.ofEpochMilli(item.receivedMillis()).toString())
        .put("error", item.error())
        .put("payload_base64", item.payload());
  }
}
