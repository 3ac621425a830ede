package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import vn.kenh.gateway.reading.Metric;
import vn.kenh.gateway.reading.MetricCatalogue;
import vn.kenh.server.device.Presence;
import vn.kenh.server.ingest.LatestReadings;
import vn.kenh.server.ingest.LatestReadings.DeviceReadings;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.DeviceKind;
import vn.kenh.server.registry.Placement;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.Json;
import vn.kenh.server.web.JsonBody;

/** {@code /api/v1/devices}: the register, and how each device is. */
public final class DevicesApi {

  private final Registry registry;
  private final LatestReadings latest;
  private final Presence presence;
  private final Consumer<String> disconnect;
  private final Clock clock;

  /**
   * Sets up the routes.
   *
   * @param latest where the newest readings come from
   * @param disconnect ends a device's connections, because its token is no longer good
   */
  public DevicesApi(
      Registry registry,
      LatestReadings latest,
      Presence presence,
      Consumer<String> disconnect,
      Clock clock) {
    this.registry = registry;
    this.latest = latest;
    this.presence = presence;
    this.disconnect = disconnect;
    this.clock = clock;
  }

  public void mount(Router router) {
    router.post("/api/v1/devices").handler(Blocking.call(this::create));
    router.get("/api/v1/devices").handler(Blocking.call(this::list));
    router.get("/api/v1/devices/:id").handler(Blocking.call(this::show));
    router.delete("/api/v1/devices/:id").handler(Blocking.call(this::delete));
    router.post("/api/v1/devices/:id/token").handler(Blocking.call(this::rotateToken));
  }

  private void create(RoutingContext context) {
    JsonBody body = JsonBody.of(context);
    Device device =
        new Device(
            body.text("id"),
            body.optionalText("plot"),
            kind(body.text("kind")),
            body.optionalText("gateway"),
            clock.instant());
    String token = registry.createDevice(device);
    // It may have been here without a token until now.
    disconnect.accept(device.id());
    context.response().putHeader("location", "/api/v1/devices/" + device.id());
    Json.send(context, 201, Json.object().put("id", device.id()).put("token", token));
  }

  private void list(RoutingContext context) {
    Query query = new Query(context);
    int limit = Lists.limit(query);
    String after = query.text("after").orElse("");
    List<Device> page =
        query
            .text("plot")
            .map(registry::devicesOfPlot)
            .or(() -> query.text("farm").map(registry::devicesOfFarm))
            .map(all -> Lists.after(all, Device::id, after, limit))
            .orElseGet(() -> registry.devicesAfter(after, limit + 1));
    Lists.send(context, page, limit, Device::id, this::json);
  }

  private void show(RoutingContext context) throws InterruptedException {
    Device device = registry.requireDevice(context.pathParam("id"));
    DeviceReadings known = latest.of(device.id());
    ObjectNode body = json(device, known.lastSeen());
    body.put("clock_skew_ms", known.clockSkew().map(Duration::toMillis).orElse(null));
    body.put("battery_level", known.value("battery_level").map(LatestValue::value).orElse(null));
    ObjectNode readings = body.putObject("readings");
    new TreeMap<>(known.values())
        .forEach(
            (metric, value) ->
                readings
                    .putObject(metric)
                    .put("value", value.value())
                    .put("unit", MetricCatalogue.find(metric).map(Metric::ucumUnit).orElse(null))
                    .put("time", Instant.ofEpochMilli(value.timeMillis()).toString()));
    Json.send(context, 200, body);
  }

  private void delete(RoutingContext context) {
    String id = context.pathParam("id");
    registry.deleteDevice(id);
    disconnect.accept(id);
    context.response().setStatusCode(204).end();
  }

  private void rotateToken(RoutingContext context) {
    String id = context.pathParam("id");
    String token = registry.rotateToken(id);
    disconnect.accept(id);
    Json.send(context, 201, Json.object().put("id", id).put("token", token));
  }

  private ObjectNode json(Device device) {
    return json(device, latest.lastSeen(device.id()));
  }

  private ObjectNode json(Device device, Optional<Instant> lastReading) {
    String id = device.id();
    return Json.object()
        .put("id", id)
        .put("kind", device.kind().code())
        .put("farm", registry.placement(id).map(Placement::farm).orElse(null))
        .put("plot", device.plot().orElse(null))
        .put("gateway", device.gateway().orElse(null))
        .put("created", device.created().toString())
        .put("online", presence.isOnline(id, lastReading))
        .put("last_seen", presence.lastSeen(id, lastReading).map(Instant::toString).orElse(null));
  }

  private static DeviceKind kind(String code) {
    return Arrays.stream(DeviceKind.values())
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedException.invalid(
                    "\"kind\" must be one of "
                        + Arrays.stream(DeviceKind.values())
                            .map(DeviceKind::code)
                            .collect(Collectors.joining(", "))));
  }
}
