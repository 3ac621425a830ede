package vn.kenh.server.web.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import vn.kenh.server.ingest.LiveFeed;
import vn.kenh.server.ingest.LiveFilter;
import vn.kenh.server.ingest.LiveReading;
import vn.kenh.server.ingest.LiveSubscription;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.Json;

/**
 * {@code GET /api/v1/live}: server-sent events, one a reading. A browser that is too slow loses the
 * oldest of the readings that wait for it, never the newest, and slows nobody else down.
 */
public final class LiveApi {

  private static final int WAITING = 2_000;
  private static final int AT_ONCE = 200;
  private static final long HEARTBEAT_MILLIS = 15_000;
  private static final int MOST_WATCHERS = 1_000;

  private final LiveFeed feed;
  private final AtomicInteger watchers = new AtomicInteger();

  public LiveApi(LiveFeed feed) {
    this.feed = feed;
  }

  public void mount(Router router) {
    router.get("/api/v1/live").handler(this::live);
  }

  private void live(RoutingContext context) {
    LiveFilter filter = filter(new Query(context));
    HttpServerResponse response = context.response();
    response
        .putHeader("content-type", "text/event-stream; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("x-accel-buffering", "no")
        // Compressing would hold events back until a block is full.
        .putHeader("content-encoding", "identity");
    if (context.request().method().name().equals("HEAD")) {
      response.end();
      return;
    }
    if (response.closed()) {
      // Hung up while the session was looked up; nobody would ever tell us to stop watching.
      return;
    }
    if (watchers.incrementAndGet() > MOST_WATCHERS) {
      watchers.decrementAndGet();
      throw new HttpProblem(503, "too many are watching; try again later");
    }
    response.setChunked(true);
    response.write("retry: 3000\n\n");
    new Watcher(context.vertx(), response).watch(filter);
  }

  private static LiveFilter filter(Query query) {
    Optional<LiveFilter> farm = query.text("farm").map(LiveFilter::ofFarm);
    Optional<LiveFilter> plot = query.text("plot").map(LiveFilter::ofPlot);
    Optional<LiveFilter> device = query.text("device").map(LiveFilter::ofDevice);
    List<LiveFilter> given =
        List.of(farm, plot, device).stream().flatMap(Optional::stream).toList();
    return given.isEmpty()
        ? LiveFilter.ALL
        : (id, farmId, plotId) -> given.stream().allMatch(one -> one.wants(id, farmId, plotId));
  }

  private static String event(LiveReading reading) {
    return "data: "
        + Json.object()
            .put("time", reading.timeMillis())
            .put("device", reading.device())
            .put("farm", reading.farm().isEmpty() ? null : reading.farm())
            .put("plot", reading.plot().isEmpty() ? null : reading.plot())
            .put("metric", reading.metric())
            .put("value", reading.value())
        + "\n\n";
  }

  /** One open stream; all but the signal that readings wait happens on its event loop. */
  private final class Watcher {

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final Context loop;
    private Optional<LiveSubscription> subscription = Optional.empty();

    Watcher(Vertx vertx, HttpServerResponse response) {
      this.vertx = vertx;
      this.response = response;
      this.loop = vertx.getOrCreateContext();
    }

    void watch(LiveFilter filter) {
      subscription =
          Optional.of(feed.subscribe(filter, WAITING, () -> loop.runOnContext(go -> send())));
      long heartbeat =
          vertx.setPeriodic(
              HEARTBEAT_MILLIS,
              timer -> {
                if (!response.writeQueueFull()) {
                  response.write(": still here\n\n");
                }
              });
      response.drainHandler(drained -> send());
      response.closeHandler(
          closed -> {
            vertx.cancelTimer(heartbeat);
            subscription.ifPresent(LiveSubscription::close);
            watchers.decrementAndGet();
          });
    }

    private void send() {
      if (subscription.isEmpty()) {
        return;
      }
      boolean more = true;
      while (more && !response.closed() && !response.writeQueueFull()) {
        List<LiveReading> readings = subscription.get().drain(AT_ONCE);
        StringBuilder events = new StringBuilder();
        readings.forEach(reading -> events.append(event(reading)));
        if (!readings.isEmpty()) {
          response.write(events.toString());
        }
        more = readings.size() == AT_ONCE;
      }
    }
  }
}
