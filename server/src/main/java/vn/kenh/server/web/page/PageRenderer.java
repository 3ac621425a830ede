package vn.kenh.server.web.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kenh.server.web.Caller;
import vn.kenh.server.web.page.text.Language;
import vn.kenh.server.web.page.text.Texts;

/** Answers requests with pages in the reader's language. */
public final class PageRenderer {

  static final String LANGUAGE_COOKIE = "language";

  private final Templates templates;
  private final Assets assets;
  private final Clock clock;
  private final Map<Language, Texts> texts = new EnumMap<>(Texts.loadAll());

  public PageRenderer(Templates templates, Assets assets, Clock clock) {
    this.templates = templates;
    this.assets = assets;
    this.clock = clock;
  }

  /** The words for whoever makes this request: Vietnamese unless English was chosen. */
  Texts texts(RoutingContext context) {
    @Nullable Cookie cookie = context.request().getCookie(LANGUAGE_COOKIE);
    Language language =
        Optional.ofNullable(cookie)
            .flatMap(chosen -> Language.of(chosen.getValue()))
            .orElse(Language.VIETNAMESE);
    return texts.computeIfAbsent(
        language,
        missing -> {
          throw new IllegalStateException("no texts for " + missing);
        });
  }

  Clock clock() {
    return clock;
  }

  /** Sends a page; it is the reader's own, so no cache between may keep it. */
  void send(
      RoutingContext context, Section section, String template, Map<String, Object> parameters) {
    send(context, section, template, parameters, "private, no-cache");
  }

  /** Sends a page with a secret on it, which the browser must not keep either. */
  void sendSecret(
      RoutingContext context, Section section, String template, Map<String, Object> parameters) {
    send(context, section, template, parameters, "no-store");
  }

  private void send(
      RoutingContext context,
      Section section,
      String template,
      Map<String, Object> parameters,
      String caching) {
    context
        .response()
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("cache-control", caching)
        .putHeader("vary", "cookie")
        .end(Buffer.buffer(render(context, section, template, parameters)));
  }

  byte[] render(
      RoutingContext context, Section section, String template, Map<String, Object> parameters) {
    Optional<Caller> caller = Caller.of(context);
    boolean returns = context.request().method().name().equals("GET");
    Map<String, Object> all = new HashMap<>(parameters);
    all.put(
        "ctx",
        new PageContext(
            texts(context),
            assets,
            section,
            returns ? context.request().uri() : "/",
            caller.map(Caller::name),
            caller.map(Caller::csrfToken).orElse(""),
            clock.instant()));
    return templates.render(template, all);
  }
}
