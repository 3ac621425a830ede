package vn.kenh.server.web.page;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import vn.kenh.server.web.ErrorPage;
import vn.kenh.server.web.page.text.Texts;

/** Draws errors in the site's own design and the reader's language. */
public final class HtmlErrors implements ErrorPage {

  private static final Set<Integer> OWN_WORDS = Set.of(403, 404, 429, 503);

  private final PageRenderer renderer;

  public HtmlErrors(PageRenderer renderer) {
    this.renderer = renderer;
  }

  @Override
  public String html(RoutingContext context, int status, String title, String detail) {
    Texts texts = renderer.texts(context);
    String key = "error." + (OWN_WORDS.contains(status) ? status : status >= 500 ? 500 : 400);
    byte[] page =
        renderer.render(
            context,
            Section.NONE,
            "error.jte",
            Map.of(
                "title", texts.t(key),
                "detail", texts.t(key + ".detail"),
                "code", status + " · " + detail));
    return new String(page, StandardCharsets.UTF_8);
  }
}
