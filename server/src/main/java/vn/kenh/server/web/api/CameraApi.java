package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.kenh.server.camera.BadPictureException;
import vn.kenh.server.camera.PictureType;
import vn.kenh.server.camera.Snapshot;
import vn.kenh.server.camera.SnapshotStore;
import vn.kenh.server.camera.ThumbnailWidth;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.web.Blocking;
import vn.kenh.server.web.HttpProblem;
import vn.kenh.server.web.Json;

/** Pictures of cameras: sending them in, listing them by time, and looking at them. */
public final class CameraApi {

  private static final String OF_DEVICE = "/api/v1/devices/:id/snapshots";
  private static final String PICTURES = "/api/v1/snapshots/";

  /** A picture never changes, since its name is its content; only its viewer may keep it. */
  private static final String FOR_EVER = "private, max-age=31536000, immutable";

  private static final Instant FARTHEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final Registry registry;
  private final SnapshotStore store;
  private final Clock clock;

  public CameraApi(Registry registry, SnapshotStore store, Clock clock) {
    this.registry = registry;
    this.store = store;
    this.clock = clock;
  }

  public void mount(Router router) {
    router.post(OF_DEVICE).handler(Blocking.call(this::add));
    router.get(OF_DEVICE).handler(Blocking.call(this::list));
    router.get(PICTURES + ":sha256").handler(Blocking.call(this::show));
  }

  /** Takes the picture in the body; {@code ?time=} is when it was taken, otherwise now. */
  private void add(RoutingContext context) throws IOException {
    String device = registry.requireDevice(context.pathParam("id")).id();
    @Nullable Buffer body = context.body().buffer();
    if (body == null || body.length() == 0) {
      throw HttpProblem.badRequest("the body is empty; send the bytes of a JPEG or PNG");
    }
    Instant received = clock.instant();
    Instant taken = new Query(context).time("time").map(Instant::ofEpochMilli).orElse(received);
    try {
      Snapshot snapshot = store.store(device, taken, received, body.getBytes());
      context.response().putHeader("location", PICTURES + snapshot.sha256());
      Json.send(context, 201, json(snapshot));
    } catch (BadPictureException e) {
      throw new HttpProblem(status(e.reason()), String.valueOf(e.getMessage()));
    }
  }

  private void list(RoutingContext context) {
    String device = registry.requireDevice(context.pathParam("id")).id();
    Query query = new Query(context);
    int limit = Lists.limit(query);
    Instant from = query.time("from").map(Instant::ofEpochMilli).orElse(Instant.EPOCH);
    Instant to = query.time("to").map(Instant::ofEpochMilli).orElse(FARTHEST);
    // The cursor is the time of the last picture given.
    Instant start =
        query.time("after").map(millis -> Instant.ofEpochMilli(millis + 1)).orElse(from);
    Instant later = start.isAfter(from) ? start : from;
    List<Snapshot> page = store.between(device, later, to, limit + 1);
    Lists.send(
        context,
        page,
        limit,
        snapshot -> Long.toString(snapshot.taken().toEpochMilli()),
        CameraApi::json);
  }

  private void show(RoutingContext context) throws IOException, InterruptedException {
    String sha256 = context.pathParam("sha256");
    Snapshot snapshot =
        store.find(sha256).orElseThrow(() -> HttpProblem.notFound("there is no picture " + sha256));
    Optional<ThumbnailWidth> width = new Query(context).text("width").map(CameraApi::width);
    String etag = "\"" + sha256 + width.map(w -> "-" + w.pixels()).orElse("") + "\"";
    HttpServerResponse response =
        context.response().putHeader("etag", etag).putHeader("cache-control", FOR_EVER);
    @Nullable String known = context.request().getHeader("if-none-match");
    if (known != null && known.contains(etag)) {
      response.setStatusCode(304).end();
      return;
    }
    Path file = width.isPresent() ? store.thumbnail(snapshot, width.get()) : store.file(snapshot);
    PictureType type = width.isPresent() ? PictureType.JPEG : snapshot.type();
    response
        .putHeader("content-type", type.mediaType())
        .putHeader("x-content-type-options", "nosniff")
        // Compressed already.
        .putHeader("content-encoding", "identity")
        .sendFile(file.toString())
        .onFailure(context::fail);
  }

  private static ObjectNode json(Snapshot snapshot) {
    return Json.object()
        .put("device", snapshot.device())
        .put("time", snapshot.taken().toString())
        .put("sha256", snapshot.sha256())
        .put("url", PICTURES + snapshot.sha256())
        .put("type", snapshot.type().mediaType())
        .put("bytes", snapshot.bytes())
        .put("width", snapshot.width())
        .put("height", snapshot.height());
  }

  private static ThumbnailWidth width(String text) {
    return Arrays.stream(ThumbnailWidth.values())
        .filter(width -> text.equals(Integer.toString(width.pixels())))
        .findFirst()
        .orElseThrow(
            () ->
                HttpProblem.badRequest(
                    "\"width\" must be one of "
                        + Arrays.stream(ThumbnailWidth.values())
                            .map(width -> Integer.toString(width.pixels()))
                            .collect(Collectors.joining(", "))));
  }

  private static int status(BadPictureException.Reason reason) {
    return switch (reason) {
      case TOO_LARGE -> 413;
      case NOT_A_PICTURE -> 415;
      case DAMAGED, WRONG_TIME -> 422;
    };
  }
}
