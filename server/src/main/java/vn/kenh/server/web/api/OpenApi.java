package vn.kenh.server.web.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code /api/v1/openapi.json}; for people the same is at {@code /api}. */
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

  /** The document itself, as JSON. */
  public byte[] document() {
    return document.clone();
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
  }
}
