package vn.kenh.server.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites from acting through a signed-in person's browser: a change must come from our
 * own pages (Origin, Sec-Fetch-Site) and carry the session's token. Programs with a bearer token
 * are not concerned.
 */
final class CrossSite implements Handler<RoutingContext> {

  static final String HEADER = "x-csrf-token";
  static final String FIELD = "csrf";

  private final Optional<String> publicAuthority;

  CrossSite(Optional<URI> publicUrl) {
    this.publicAuthority = publicUrl.map(URI::getAuthority);
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (Access.SAFE.contains(request.method())) {
      context.next();
      return;
    }
    Optional<Caller> caller = Caller.of(context);
    boolean program = caller.isPresent() && !caller.get().isBrowser();
    if (program) {
      context.next();
    } else if (comesFromElsewhere(request)) {
      context.fail(new HttpProblem(403, "this request came from another site"));
    } else if (caller.isPresent() && !carriesToken(context, caller.get())) {
      context.fail(
          new HttpProblem(403, "this form is too old; go back, reload the page and try again"));
    } else {
      context.next();
    }
  }

  private boolean comesFromElsewhere(HttpServerRequest request) {
    String site = request.getHeader("sec-fetch-site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return true;
    }
    String origin = request.getHeader("origin");
    if (origin == null) {
      return false;
    }
    @Nullable String authority = authority(origin);
    return authority == null
        || !(authority.equalsIgnoreCase(String.valueOf(request.authority()))
            || publicAuthority.filter(authority::equalsIgnoreCase).isPresent());
  }

  private static boolean carriesToken(RoutingContext context, Caller caller) {
    String given = context.request().getHeader(HEADER);
    if (given == null) {
      given = context.request().getFormAttribute(FIELD);
    }
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8),
            caller.csrfToken().getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
