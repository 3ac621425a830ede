package vn.kenh.server.web.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Serves the pages of an invented farm, to look at them while designing: run {@code main}. */
final class PagePreview implements AutoCloseable {

  /** The policy the real server sends. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'"
          + " data: blob:; connect-src 'self'; media-src 'self' blob:; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

  private final HttpServer server;
  private final Assets assets = new Assets();
  private final SamplePages pages;
  private final SampleApi api;

  PagePreview(Templates templates, int port, Instant now) throws IOException {
    InventedFarm farm = InventedFarm.busy(now);
    this.pages = new SamplePages(templates, assets, farm, now);
    this.api = new SampleApi(farm, now);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  public static void main(String[] arguments) throws IOException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
    PagePreview preview = new PagePreview(Templates.precompiled(), port, Instant.now());
    System.out.println("look at " + preview.url());
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Map<String, String> query = query(exchange);
      if (path.startsWith("/static/")) {
        Optional<Assets.Asset> asset = assets.find(path.substring("/static/".length()));
        if (asset.isPresent()) {
          send(exchange, 200, StaticFiles.contentType(path), asset.get().content());
        } else {
          send(exchange, 404, "text/plain", new byte[0]);
        }
      } else if (path.startsWith("/api/") || path.startsWith("/fixture/")) {
        api.answer(exchange, path, query);
      } else if (path.startsWith("/language/")) {
        exchange
            .getResponseHeaders()
            .add("Set-Cookie", "language=" + path.substring(10) + "; Path=/");
        exchange.getResponseHeaders().add("Location", query.getOrDefault("back", "/"));
        exchange.sendResponseHeaders(303, -1);
      } else {
        String cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
        String language = cookie.contains("language=en") ? "en" : "vi";
        Optional<byte[]> page =
            pages.page(path, query, language, exchange.getRequestURI().toString());
        send(
            exchange,
            page.isPresent() ? 200 : 404,
            "text/html; charset=utf-8",
            page.orElseGet(() -> pages.missing(language)));
      }
    } catch (RuntimeException e) {
      e.printStackTrace();
      throw e;
    }
  }

  static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        String[] parts = pair.split("=", 2);
        query.merge(
            parts[0],
            parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8),
            (a, b) -> a + "," + b);
      }
    }
    return query;
  }

  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("Content-Security-Policy", POLICY);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }
}
