package vn.kenh.server.web;

import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.kenh.server.registry.ApiTokens;
import vn.kenh.server.registry.DeviceCredentials;
import vn.kenh.server.registry.Role;
import vn.kenh.server.registry.Sessions;

/**
 * Lets a request through only if its path is public or somebody known makes it. Looking is for
 * everybody who has signed in; changing needs a farmer, but for one's own password; a device may
 * hand in its own pictures.
 */
final class Access implements Handler<RoutingContext> {

  static final String COOKIE = "kenh_session";

  static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** What somebody who may only look still changes: their own. */
  private static final Set<String> ONES_OWN = Set.of("/logout", "/account/password");

  private static final String BEARER = "Bearer ";

  /** The one thing a device may do over HTTP: hand in its own pictures. */
  private static final Pattern PICTURES_OF_DEVICE =
      Pattern.compile("/api/v1/devices/([A-Za-z0-9_.:-]+)/snapshots");

  private final ApiTokens tokens;
  private final Sessions sessions;
  private final DeviceCredentials devices;

  Access(Credentials credentials) {
    this.tokens = credentials.tokens();
    this.sessions = credentials.sessions();
    this.devices = credentials.devices();
  }

  @Override
  public void handle(RoutingContext context) {
    String authorization = context.request().getHeader("authorization");
    if (authorization != null) {
      program(context, authorization);
      return;
    }
    @Nullable Cookie cookie = context.request().getCookie(COOKIE);
    if (cookie == null || context.normalizedPath().startsWith("/static/")) {
      decide(context, Optional.empty());
      return;
    }
    String token = cookie.getValue();
    context.request().pause();
    context
        .vertx()
        .executeBlocking(() -> sessions.find(token), false)
        .onComplete(
            person -> {
              context.request().resume();
              decide(context, person.map(p -> new Caller(p.name(), p.role(), Optional.of(token))));
            },
            context::fail);
  }

  private void program(RoutingContext context, String authorization) {
    Optional<String> token =
        authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? Optional.of(authorization.substring(BEARER.length()).strip())
            : Optional.empty();
    Optional<Role> role = token.flatMap(tokens::find);
    if (role.isPresent()) {
      decide(context, role.map(r -> new Caller("token", r, Optional.empty())));
    } else if (token.filter(given -> isItsOwnPicture(context, given)).isPresent()) {
      new Caller("device", Role.VIEWER, Optional.empty()).attachTo(context);
      context.next();
    } else {
      refuse(context, "this token is not known here; check the Authorization header");
    }
  }

  private boolean isItsOwnPicture(RoutingContext context, String token) {
    Matcher path = PICTURES_OF_DEVICE.matcher(context.normalizedPath());
    return context.request().method().equals(HttpMethod.POST)
        && path.matches()
        && devices.speaksFor(path.group(1), token);
  }

  private void decide(RoutingContext context, Optional<Caller> caller) {
    caller.ifPresent(known -> known.attachTo(context));
    if (PublicPaths.contains(context.normalizedPath())) {
      context.next();
    } else if (caller.isEmpty()) {
      if (wantsPage(context.request())) {
        context.redirect("/login?next=" + encode(context.request().uri()));
      } else {
        refuse(context, "sign in, or send \"Authorization: Bearer\" and a token");
      }
    } else if (!SAFE.contains(context.request().method())
        && !ONES_OWN.contains(context.normalizedPath())
        && !caller.get().role().includes(Role.FARMER)) {
      context.fail(new HttpProblem(403, "you may look but not change anything"));
    } else {
      context.next();
    }
  }

  private static void refuse(RoutingContext context, String detail) {
    context.response().putHeader("www-authenticate", "Bearer realm=\"kenh\"");
    context.fail(new HttpProblem(401, detail));
  }

  private static boolean wantsPage(HttpServerRequest request) {
    String accept = request.getHeader("accept");
    return request.method().equals(HttpMethod.GET)
        && !request.path().startsWith("/api/")
        && accept != null
        && accept.contains("text/html");
  }

  private static String encode(String uri) {
    return URLEncoder.encode(uri, StandardCharsets.UTF_8);
  }
}
