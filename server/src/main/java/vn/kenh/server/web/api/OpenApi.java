package vn.kenh.server.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import vn.kenh.server.web.Json;

/** {@code /api/v1/openapi.json}, and the same for people at {@code /api}. */
public final class OpenApi {

  private final byte[] document;

  public OpenApi() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is not in the jar");
      }
      document = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void mount(Router router) {
    router
        .get("/api/v1/openapi.json")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("content-type", "application/json")
                    .end(Buffer.buffer(document)));
    router
        .get("/api")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("content-type", "text/html; charset=utf-8")
                    .end(page(tree())));
  }

  private JsonNode tree() {
    try {
      return Json.MAPPER.readTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String page(JsonNode document) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<title>Kênh API</title></head><body><main><h1>Kênh API</h1><p>")
        .append(escape(document.at("/info/description").asText()))
        .append("</p><p>Sign in at <a href=\"/login\">/login</a>, or send <code>Authorization:")
        .append(
            " Bearer …</code>. For programs: <a href=\"/api/v1/openapi.json\">openapi.json</a>.")
        .append("</p>");
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        operation(html, operation.getKey(), path.getKey(), operation.getValue());
      }
    }
    return html.append("</main></body></html>").toString();
  }

  private static void operation(StringBuilder html, String method, String path, JsonNode told) {
    html.append("<section><h2><code>")
        .append(method.toUpperCase(Locale.ROOT))
        .append(' ')
        .append(escape(path))
        .append("</code></h2><p>")
        .append(escape(told.path("summary").asText()))
        .append(told.has("security") ? " (public)" : "")
        .append("</p>");
    JsonNode parameters = told.path("parameters");
    if (!parameters.isEmpty()) {
      html.append("<ul>");
      for (JsonNode parameter : parameters) {
        html.append("<li><code>")
            .append(escape(parameter.get("name").asText()))
            .append("</code> ")
            .append(escape(parameter.path("description").asText("in the path")))
            .append("</li>");
      }
      html.append("</ul>");
    }
    html.append("<p>Answers: ");
    told.path("responses")
        .fieldNames()
        .forEachRemaining(status -> html.append(escape(status)).append(' '));
    html.append("</p></section>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
