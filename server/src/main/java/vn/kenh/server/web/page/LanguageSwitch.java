package vn.kenh.server.web.page;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kenh.server.web.page.text.Language;

/** {@code GET /language?to=en&back=/…}: remembers a language and returns to where it was chosen. */
public final class LanguageSwitch {

  private static final Duration REMEMBERED = Duration.ofDays(365);

  public void mount(Router router) {
    router.get("/language").handler(LanguageSwitch::choose);
  }

  private static void choose(RoutingContext context) {
    @Nullable String code = context.request().getParam("to");
    Optional<Language> language = Optional.ofNullable(code).flatMap(Language::of);
    language.ifPresent(
        chosen ->
            context
                .response()
                .addCookie(
                    Cookie.cookie(PageRenderer.LANGUAGE_COOKIE, chosen.code())
                        .setPath("/")
                        .setMaxAge(REMEMBERED.toSeconds())
                        .setSameSite(CookieSameSite.LAX)));
    context
        .response()
        .setStatusCode(303)
        .putHeader("location", localPath(context.request().getParam("back", "/")))
        .end();
  }

  /** Only a path of our own: nobody's link may lead through here to another site. */
  static String localPath(String back) {
    boolean local =
        back.startsWith("/")
            && !back.startsWith("//")
            && back.indexOf('\\') < 0
            && back.chars().noneMatch(c -> c < ' ' || c > '~');
    return local ? back : "/";
  }
}
