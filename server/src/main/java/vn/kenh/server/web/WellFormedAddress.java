package vn.kenh.server.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;

/**
 * Refuses addresses whose percent signs are not followed by two hexadecimal digits. The router
 * itself throws on them, even while it answers the failure, so they must not get that far.
 */
final class WellFormedAddress implements Handler<HttpServerRequest> {

  private final Handler<HttpServerRequest> next;

  WellFormedAddress(Handler<HttpServerRequest> next) {
    this.next = next;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (isWellFormed(request.uri())) {
      next.handle(request);
      return;
    }
    ObjectNode problem =
        Json.object()
            .put("type", "about:blank")
            .put("title", HttpResponseStatus.BAD_REQUEST.reasonPhrase())
            .put("status", 400)
            .put("detail", "a percent sign in the address must be written as %25");
    request
        .response()
        .setStatusCode(400)
        .putHeader("content-type", "application/problem+json")
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .end(Buffer.buffer(Json.bytes(problem)));
  }

  private static boolean isWellFormed(String uri) {
    for (int i = uri.indexOf('%'); i >= 0; i = uri.indexOf('%', i + 3)) {
      if (i + 2 >= uri.length()
          || !HexFormat.isHexDigit(uri.charAt(i + 1))
          || !HexFormat.isHexDigit(uri.charAt(i + 2))) {
        return false;
      }
    }
    return true;
  }
}
