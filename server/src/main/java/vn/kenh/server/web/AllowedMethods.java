package vn.kenh.server.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Answers OPTIONS, and names the methods an address takes when a request uses another one. */
final class AllowedMethods implements Handler<RoutingContext> {

  private static final Pattern PARAMETER = Pattern.compile(":[A-Za-z0-9_]+");

  private record Known(Pattern path, Set<HttpMethod> methods) {}

  private final List<Known> known;

  AllowedMethods(List<Route> routes) {
    this.known =
        routes.stream()
            .filter(route -> route.getPath() != null && route.methods() != null)
            .map(route -> new Known(pattern(route), route.methods()))
            .toList();
  }

  /** Answers OPTIONS; any other request goes on. */
  @Override
  public void handle(RoutingContext context) {
    if (!context.request().method().equals(HttpMethod.OPTIONS)) {
      context.next();
      return;
    }
    String allow = allow(context.normalizedPath());
    if (allow.isEmpty()) {
      context.fail(404);
    } else {
      context.response().setStatusCode(204).putHeader("allow", allow).end();
    }
  }

  /** The value of the Allow header for a path; empty if nothing is there. */
  String allow(String path) {
    Set<String> methods = new TreeSet<>();
    for (Known route : known) {
      if (route.path().matcher(path).matches()) {
        route.methods().forEach(method -> methods.add(method.name()));
      }
    }
    if (!methods.isEmpty()) {
      methods.add("OPTIONS");
    }
    return methods.stream().collect(Collectors.joining(", "));
  }

  /** Vert.x tells the path as it was written; a name after a colon stands for one segment. */
  private static Pattern pattern(Route route) {
    String regex = PARAMETER.matcher(Pattern.quote(route.getPath())).replaceAll("\\\\E[^/]+\\\\Q");
    return Pattern.compile(route.isExactPath() || route.isRegexPath() ? regex : regex + ".*");
  }
}
