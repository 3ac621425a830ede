package vn.kenh.server.web.page;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import vn.kenh.server.web.Json;
import vn.kenh.server.web.page.view.ApiReference;

/** {@code /api}: the OpenAPI document for people. */
public final class ApiReferenceRoutes {

  private final PageRenderer renderer;
  private final ApiReference reference;

  /**
   * Sets up the route.
   *
   * @param document the OpenAPI document as JSON
   */
  public ApiReferenceRoutes(PageRenderer renderer, byte[] document) {
    this.renderer = renderer;
    try {
      this.reference = ApiReference.of(Json.MAPPER.readTree(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void mount(Router router) {
    router
        .get("/api")
        .handler(c -> renderer.send(c, Section.NONE, "api.jte", Map.of("reference", reference)));
  }
}
