package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import vn.kenh.gateway.reading.Metric;
import vn.kenh.gateway.reading.MetricCatalogue;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.telemetry.ExportQuery;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.telemetry.TelemetryStore;
import vn.kenh.server.telemetry.TrendQuery;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.Json;

/** {@code GET /api/v1/readings}: a trend as JSON, or the raw rows as CSV without limit. */
public final class ReadingsApi {

  private static final Duration DEFAULT_RANGE = Duration.ofHours(24);
  private static final int DEFAULT_POINTS = 1000;
  private static final int MOST_POINTS = 10_000;

  /** How long an export waits for others to end before its caller is told to come back. */
  private static final Duration EXPORT_WAITS = Duration.ofSeconds(20);

  private final Registry registry;
  private final TelemetryStore store;
  private final Clock clock;
  private final WorkerExecutor exports;
  private final Duration exportWaits;

  /**
   * Sets up the route.
   *
   * @param exports runs exports, which last as long as the caller takes to read them
   */
  public ReadingsApi(Registry registry, TelemetryStore store, Clock clock, WorkerExecutor exports) {
    this(registry, store, clock, exports, EXPORT_WAITS);
  }

  ReadingsApi(
      Registry registry,
      TelemetryStore store,
      Clock clock,
      WorkerExecutor exports,
      Duration exportWaits) {
    this.registry = registry;
    this.store = store;
    this.clock = clock;
    this.exports = exports;
    this.exportWaits = exportWaits;
  }

  public void mount(Router router) {
    router
        .get("/api/v1/readings")
        .produces("application/json")
        .produces("text/csv")
        .handler(choose());
  }

  private Handler<RoutingContext> choose() {
    Handler<RoutingContext> json = Blocking.call(this::trend);
    Handler<RoutingContext> csv = this::exportInTurn;
    return context -> (wantsCsv(context) ? csv : json).handle(context);
  }

  /** Exports last as long as their callers read, so that one may have to wait for its turn. */
  private void exportInTurn(RoutingContext context) {
    AtomicBoolean decided = new AtomicBoolean();
    long timer =
        context
            .vertx()
            .setTimer(
                exportWaits.toMillis(),
                late -> {
                  if (decided.compareAndSet(false, true)) {
                    context.response().putHeader("retry-after", "60");
                    context.fail(
                        new HttpProblem(
                            503, "too many exports are under way; try again in a minute"));
                  }
                });
    Blocking.call(
            exports,
            turn -> {
              turn.vertx().cancelTimer(timer);
              if (decided.compareAndSet(false, true) && !turn.response().closed()) {
                export(turn);
              }
            })
        .handle(context);
  }

  /** By the Accept header, or by {@code format=csv}, since a link in a page cannot set a header. */
  private static boolean wantsCsv(RoutingContext context) {
    if ("csv".equals(context.request().getParam("format"))) {
      context.response().putHeader("content-disposition", "attachment; filename=\"readings.csv\"");
      return true;
    }
    return "text/csv".equals(context.getAcceptableContentType());
  }

  private void trend(RoutingContext context)
      throws StoreUnavailableException, InterruptedException {
    Query query = new Query(context);
    String metric =
        query
            .text("metric")
            .map(ReadingsApi::metric)
            .orElseThrow(
                () -> HttpProblem.badRequest("\"metric\" is missing, such as soil_moisture"));
    Scope scope = scope(query);
    long to = query.time("to").orElseGet(() -> clock.millis() + 1);
    long from = query.time("from").orElse(to - DEFAULT_RANGE.toMillis());
    requireOrder(from, to);
    int points = query.integer("points", 1, MOST_POINTS, DEFAULT_POINTS);
    Series series = store.trend(new TrendQuery(scope.devices(), metric, from, to, points));
    ObjectNode body = Json.object();
    body.put(scope.kind(), scope.id());
    body.put("metric", metric);
    body.put("unit", MetricCatalogue.find(metric).map(Metric::ucumUnit).orElse(null));
    body.put("interval_ms", series.intervalMillis());
    ArrayNode rows = body.putArray("points");
    for (Series.Bucket bucket : series.buckets()) {
      rows.addArray()
          .add(bucket.startMillis())
          .add(bucket.mean())
          .add(bucket.min())
          .add(bucket.max());
    }
    Json.send(context, 200, body);
  }

  private void export(RoutingContext context)
      throws StoreUnavailableException, InterruptedException {
    Query query = new Query(context);
    Set<String> metrics = query.text("metric").map(text -> Set.of(metric(text))).orElse(Set.of());
    Scope scope = scope(query);
    long from = query.time("from").orElse(0L);
    long to = query.time("to").orElseGet(() -> clock.millis() + Duration.ofDays(2).toMillis());
    requireOrder(from, to);
    CsvRows rows = new CsvRows(context.response());
    try {
      store.export(new ExportQuery(scope.devices(), metrics, from, to), rows);
      rows.end();
    } catch (CsvRows.CallerGoneException e) {
      context.request().connection().close();
    }
  }

  /** Whose readings are asked for, and by which name. */
  private record Scope(String kind, String id, Set<String> devices) {}

  private Scope scope(Query query) throws StoreUnavailableException, InterruptedException {
    Optional<String> device = query.text("device");
    Optional<String> plot = query.text("plot");
    Optional<String> farm = query.text("farm");
    if (List.of(device, plot, farm).stream().filter(Optional::isPresent).count() != 1) {
      throw HttpProblem.badRequest("name one of \"device\", \"plot\" and \"farm\"");
    }
    if (device.isPresent()) {
      requireKnown(device.get());
      return new Scope("device", device.get(), Set.of(device.get()));
    }
    if (plot.isPresent()) {
      String id = registry.requirePlot(plot.get()).id();
      return new Scope("plot", id, ids(registry.devicesOfPlot(id)));
    }
    String id = registry.requireFarm(farm.orElseThrow()).id();
    return new Scope("farm", id, ids(registry.devicesOfFarm(id)));
  }

  /** A device that is registered, or was once and has left readings. */
  private void requireKnown(String device) throws StoreUnavailableException, InterruptedException {
    if (!registry.isRegistered(device) && store.latest(device).isEmpty()) {
      throw Registry.noDevice(device);
    }
  }

  private static Set<String> ids(List<Device> devices) {
    return devices.stream().map(Device::id).collect(Collectors.toSet());
  }

  private static String metric(String text) {
    if (!text.matches("[A-Za-z0-9_]{1,200}")) {
      throw HttpProblem.badRequest(
          "\"metric\" must be made of letters, digits and _, such as soil_moisture");
    }
    return text;
  }

  private static void requireOrder(long from, long to) {
    if (from >= to) {
      throw HttpProblem.badRequest("\"from\" must be before \"to\"");
    }
  }
}
