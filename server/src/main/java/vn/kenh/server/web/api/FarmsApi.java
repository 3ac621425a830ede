package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.Json;
import vn.kenh.server.web.JsonBody;

/** {@code /api/v1/farms} and {@code /api/v1/plots}. */
public final class FarmsApi {

  private final Registry registry;

  public FarmsApi(Registry registry) {
    this.registry = registry;
  }

  public void mount(Router router) {
    router.post("/api/v1/farms").handler(Blocking.call(this::createFarm));
    router.get("/api/v1/farms").handler(Blocking.call(this::farms));
    router.get("/api/v1/farms/:id").handler(Blocking.call(this::farm));
    router.post("/api/v1/plots").handler(Blocking.call(this::createPlot));
    router.get("/api/v1/plots").handler(Blocking.call(this::plots));
    router.get("/api/v1/plots/:id").handler(Blocking.call(this::plot));
  }

  private void createFarm(RoutingContext context) {
    JsonBody body = JsonBody.of(context);
    Farm farm = new Farm(body.text("id"), body.text("name"), body.text("province"));
    registry.createFarm(farm);
    context.response().putHeader("location", "/api/v1/farms/" + farm.id());
    Json.send(context, 201, json(registry.farm(farm.id()).orElse(farm)));
  }

  private void farms(RoutingContext context) {
    Query query = new Query(context);
    int limit = Lists.limit(query);
    List<Farm> page =
        Lists.after(registry.farms(), Farm::id, query.text("after").orElse(""), limit);
    Lists.send(context, page, limit, Farm::id, FarmsApi::json);
  }

  private void farm(RoutingContext context) {
    Json.send(context, 200, json(registry.requireFarm(context.pathParam("id"))));
  }

  private void createPlot(RoutingContext context) {
    JsonBody body = JsonBody.of(context);
    Plot plot =
        new Plot(
            body.text("id"),
            body.text("farm"),
            body.text("name"),
            body.text("crop"),
            body.number("area_m2"),
            body.optionalText("growing_area_code"));
    registry.createPlot(plot);
    context.response().putHeader("location", "/api/v1/plots/" + plot.id());
    Json.send(context, 201, json(registry.plot(plot.id()).orElse(plot)));
  }

  private void plots(RoutingContext context) {
    Query query = new Query(context);
    int limit = Lists.limit(query);
    List<Plot> all = query.text("farm").map(registry::plots).orElseGet(registry::plots);
    List<Plot> page = Lists.after(all, Plot::id, query.text("after").orElse(""), limit);
    Lists.send(context, page, limit, Plot::id, FarmsApi::json);
  }

  private void plot(RoutingContext context) {
    Json.send(context, 200, json(registry.requirePlot(context.pathParam("id"))));
  }

  private static ObjectNode json(Farm farm) {
    return Json.object()
        .put("id", farm.id())
        .put("name", farm.name())
        .put("province", farm.province());
  }

  private static ObjectNode json(Plot plot) {
    return Json.object()
        .put("id", plot.id())
        .put("farm", plot.farm())
        .put("name", plot.name())
        .put("crop", plot.crop())
        .put("area_m2", plot.areaSquareMetres())
        .put("growing_area_code", plot.growingAreaCode().orElse(null));
  }
}
