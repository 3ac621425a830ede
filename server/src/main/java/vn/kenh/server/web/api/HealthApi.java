package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import vn.kenh.server.telemetry.StoreHealth;
import vn.kenh.server.web.Json;

/** {@code /health/live}: the process answers. {@code /health/ready}: every part of it works. */
public final class HealthApi {

  /** How long a part has to say how it is, in milliseconds; whoever asks waits no longer. */
  private static final long PATIENCE_MILLIS = 3_000;

  /** One part that can fail; asking may block. */
  public record Part(String name, Supplier<StoreHealth> health) {}

  private final List<Asked> parts;

  public HealthApi(List<Part> parts) {
    this.parts = parts.stream().map(Asked::new).toList();
  }

  public void mount(Router router) {
    router.get("/health/live").handler(HealthApi::live);
    router.get("/health/ready").handler(this::ready);
  }

  private static void live(RoutingContext context) {
    Json.send(context, 200, Json.object().put("status", "up"));
  }

  private void ready(RoutingContext context) {
    List<Future<StoreHealth>> answers =
        parts.stream().map(part -> part.within(context.vertx(), PATIENCE_MILLIS)).toList();
    Future.join(answers)
        .onComplete(
            all -> tell(context, answers.stream().map(Future::result).toList()), context::fail);
  }

  private void tell(RoutingContext context, List<StoreHealth> answers) {
    ObjectNode states = Json.object();
    boolean allUp = true;
    for (int i = 0; i < answers.size(); i++) {
      StoreHealth health = answers.get(i);
      allUp &= health.up();
      states
          .putObject(parts.get(i).part.name())
          .put("up", health.up())
          .put("detail", health.detail());
    }
    ObjectNode body = Json.object().put("status", allUp ? "up" : "down");
    body.set("parts", states);
    Json.send(context, allUp ? 200 : 503, body);
  }

  /** Asks a part once at a time, so that one that hangs holds one thread, however many ask. */
  private static final class Asked {

    private final Part part;
    private Optional<Future<StoreHealth>> underWay = Optional.empty();

    Asked(Part part) {
      this.part = part;
    }

    Future<StoreHealth> within(Vertx vertx, long millis) {
      return ask(vertx)
          .timeout(millis, TimeUnit.MILLISECONDS)
          .otherwise(
              failure ->
                  new StoreHealth(
                      false,
                      failure instanceof TimeoutException
                          ? "has not answered for " + millis / 1000 + " s"
                          : "cannot be asked: " + failure.getMessage()));
    }

    private synchronized Future<StoreHealth> ask(Vertx vertx) {
      if (underWay.filter(asked -> !asked.isComplete()).isEmpty()) {
        underWay = Optional.of(vertx.executeBlocking(part.health()::get, false));
      }
      return underWay.orElseThrow();
    }
  }
}
