package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;
import vn.kenh.server.telemetry.StoreHealth;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.Json;

/** {@code /health/live}: the process answers. {@code /health/ready}: every part of it works. */
public final class HealthApi {

  /** One part that can fail; asking may block. */
  public record Part(String name, Supplier<StoreHealth> health) {}

  private final List<Part> parts;

  public HealthApi(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  public void mount(Router router) {
    router.get("/health/live").handler(HealthApi::live);
    router.get("/health/ready").handler(Blocking.call(this::ready));
  }

  private static void live(RoutingContext context) {
    Json.send(context, 200, Json.object().put("status", "up"));
  }

  private void ready(RoutingContext context) {
    ObjectNode body = Json.object();
    ObjectNode states = Json.object();
    boolean allUp = true;
    for (Part part : parts) {
      StoreHealth health = part.health().get();
      allUp &= health.up();
      states.putObject(part.name()).put("up", health.up()).put("detail", health.detail());
    }
    body.put("status", allUp ? "up" : "down");
    body.set("parts", states);
    Json.send(context, allUp ? 200 : 503, body);
  }
}
