package vn.kenh.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** How JSON answers are written. */
public final class Json {

  /** The one mapper of the web side. */
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Ends the request with a JSON body. */
  public static Future<Void> send(RoutingContext context, int status, JsonNode body) {
    return send(context, status, "application/json", body);
  }

  static Future<Void> send(RoutingContext context, int status, String contentType, JsonNode body) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", contentType)
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(bytes(body)));
  }

  static byte[] bytes(JsonNode body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }
}
