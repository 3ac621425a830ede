package vn.kenh.server.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import vn.kenh.server.registry.Person;
import vn.kenh.server.registry.Sessions;

/**
 * {@code POST /login} (form fields {@code name}, {@code password}, {@code next}) and {@code POST
 * /logout}. A wrong password leads back to {@code /login?failed=1&next=…}.
 */
public final class SignIn {

  private final PasswordCheck passwords;
  private final Sessions sessions;

  public SignIn(PasswordCheck passwords, Sessions sessions) {
    this.passwords = passwords;
    this.sessions = sessions;
  }

  public void mount(Router router) {
    router.post("/login").blockingHandler(this::login, false);
    router.post("/logout").blockingHandler(this::logout, false);
  }

  private void login(RoutingContext context) {
    String next = localPath(field(context, "next"));
    Optional<Person> person =
        passwords.person(context, field(context, "name"), field(context, "password"));
    if (person.isEmpty()) {
      context
          .response()
          .setStatusCode(303)
          .putHeader(
              "location", "/login?failed=1&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8))
          .end();
      return;
    }
    setCookie(context, sessions.open(person.get()), Sessions.LIFETIME.toSeconds());
    context.response().setStatusCode(303).putHeader("location", next).end();
  }

  private void logout(RoutingContext context) {
    Caller.of(context).flatMap(Caller::sessionToken).ifPresent(sessions::close);
    setCookie(context, "", 0);
    context.response().setStatusCode(303).putHeader("location", "/login").end();
  }

  private static void setCookie(RoutingContext context, String value, long maxAgeSeconds) {
    HttpServerRequest request = context.request();
    boolean secure =
        request.isSSL() || "https".equalsIgnoreCase(request.getHeader("x-forwarded-proto"));
    context
        .response()
        .addCookie(
            Cookie.cookie(Access.COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(maxAgeSeconds));
  }

  private static String field(RoutingContext context, String name) {
    String value = context.request().getFormAttribute(name);
    return value == null ? "" : value;
  }

  /** Only a path of our own: a link must not lead through our login to somebody else's page. */
  private static String localPath(String next) {
    boolean local =
        next.startsWith("/")
            && !next.startsWith("//")
            && next.indexOf('\\') < 0
            && next.chars().noneMatch(Character::isISOControl);
    return local ? next : "/";
  }
}
