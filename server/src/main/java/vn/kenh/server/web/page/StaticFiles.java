package vn.kenh.server.web.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import vn.kenh.server.web.page.Assets.Asset;

/** Serves the static files: for ever under their versioned address, checked again under others. */
public final class StaticFiles {

  private static final String PREFIX = "/static/";
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "wasm", "application/wasm",
          "png", "image/png",
          "webmanifest", "application/manifest+json");

  private final Assets assets;

  public StaticFiles(Assets assets) {
    this.assets = assets;
  }

  public void mount(Router router) {
    router.get(PREFIX + "*").handler(this::serve);
    router.get("/favicon.ico").handler(this::icon);
  }

  /** Browsers ask for this by themselves where a page names no icon, as on a label's page. */
  private void icon(RoutingContext context) {
    context
        .response()
        .setStatusCode(302)
        .putHeader("location", assets.url("favicon.svg"))
        .putHeader("cache-control", "public, max-age=86400")
        .end();
  }

  private void serve(RoutingContext context) {
    String name = context.normalizedPath().substring(PREFIX.length());
    Optional<Asset> found = assets.find(name);
    if (found.isEmpty()) {
      context.next();
      return;
    }
    Asset asset = found.get();
    String tag = '"' + asset.version() + '"';
    boolean versioned = asset.version().equals(context.request().getParam("v"));
    HttpServerResponse response =
        context
            .response()
            .putHeader("etag", tag)
            .putHeader(
                "cache-control", versioned ? "public, max-age=31536000, immutable" : "no-cache");
    if (tag.equals(context.request().getHeader("if-none-match"))) {
      response.setStatusCode(304).end();
    } else {
      response.putHeader("content-type", contentType(name)).end(Buffer.buffer(asset.content()));
    }
  }

  /** The media type of a file by its name's end. */
  static String contentType(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(extension, "application/octet-stream");
  }
}
