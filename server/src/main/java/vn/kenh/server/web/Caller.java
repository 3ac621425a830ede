package vn.kenh.server.web;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import vn.kenh.server.registry.Role;
import vn.kenh.server.registry.Secrets;

/**
 * Who makes a request: a person who signed in, or a program with a token.
 *
 * @param name a person's name, or {@code token}
 * @param sessionToken the session's secret; empty for programs
 */
public record Caller(String name, Role role, Optional<String> sessionToken) {

  private static final String KEY = "kenh.caller";

  /** Who makes this request; empty on public pages where nobody has signed in. */
  public static Optional<Caller> of(RoutingContext context) {
    return Optional.ofNullable(context.get(KEY));
  }

  /** Who makes this request, on a route that is not public. */
  public static Caller require(RoutingContext context) {
    return of(context).orElseThrow(() -> new HttpProblem(401, "sign in first"));
  }

  /**
   * Refuses whoever may not do what {@code needed} may.
   *
   * @throws HttpProblem 403
   */
  public void mustBe(Role needed) {
    if (!role.includes(needed)) {
      throw new HttpProblem(
          403, "this needs the role \"" + needed.code() + "\"; you have \"" + role.code() + "\"");
    }
  }

  /**
   * What forms must carry in the hidden field {@code csrf}, and scripts in the header {@code
   * X-CSRF-Token}: a value that another site cannot know. Empty text for programs, who need none.
   */
  public String csrfToken() {
    return sessionToken.map(token -> Secrets.hash("csrf:" + token)).orElse("");
  }

  void attachTo(RoutingContext context) {
    context.put(KEY, this);
  }

  /** Whether it is a person with a browser, who may be tricked by another site. */
  boolean isBrowser() {
    return sessionToken.isPresent();
  }

  @Override
  public String toString() {
    return name + " (" + role.code() + ")";
  }
}
