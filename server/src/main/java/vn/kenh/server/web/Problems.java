package vn.kenh.server.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.telemetry.StoreUnavailableException;

/**
 * Turns whatever ended a request early into an answer: RFC 9457 for programs, a page for people.
 * What went wrong inside goes to the log, never to the caller.
 */
final class Problems implements Handler<RoutingContext> {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final ErrorPage page;

  Problems(ErrorPage page) {
    this.page = page;
  }

  @Override
  public void handle(RoutingContext context) {
    @Nullable Throwable failure = context.failure();
    int status = status(failure, context.statusCode());
    if (status >= 500 && Bodies.isArriving(context)) {
      // Broken off, broken, or too slow: nothing of ours has failed, and the log is not theirs.
      status = failure == null ? 408 : 400;
      LOG.debug(
          "{} {}: the body did not arrive",
          context.request().method(),
          context.normalizedPath(),
          failure);
    }
    if (status >= 500 && hasHungUp(context, failure)) {
      LOG.debug(
          "{} {}: the caller has gone",
          context.request().method(),
          context.normalizedPath(),
          failure);
    } else if (status >= 500) {
      LOG.warn("{} {} failed", context.request().method(), context.normalizedPath(), failure);
    }
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    if (context.response().headWritten()) {
      // Half an answer must not look like a whole one.
      context.request().connection().close();
      return;
    }
    answer(context, status, detail(failure, status));
  }

  private static boolean hasHungUp(RoutingContext context, @Nullable Throwable failure) {
    return context.response().closed() && failure instanceof HttpClosedException;
  }

  private void answer(RoutingContext context, int status, String detail) {
    String title = HttpResponseStatus.valueOf(status).reasonPhrase();
    context.response().headers().remove("transfer-encoding").remove("content-disposition");
    if (isForPeople(context)) {
      context
          .response()
          .setStatusCode(status)
          .putHeader("content-type", "text/html; charset=utf-8")
          .putHeader("cache-control", "no-store")
          .end(page.html(context, status, title, detail));
      return;
    }
    ObjectNode problem =
        Json.object()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail);
    Json.send(context, status, "application/problem+json", problem);
  }

  private static int status(@Nullable Throwable failure, int fallback) {
    if (failure instanceof HttpProblem problem) {
      return problem.status();
    }
    if (failure instanceof RefusedException refused) {
      return switch (refused.reason()) {
        case INVALID -> 422;
        case NOT_FOUND -> 404;
        case CONFLICT -> 409;
      };
    }
    if (failure instanceof StoreUnavailableException) {
      return 503;
    }
    if (failure instanceof HttpException exception) {
      return exception.getStatusCode();
    }
    return fallback >= 400 ? fallback : 500;
  }

  private static String detail(@Nullable Throwable failure, int status) {
    if (failure instanceof HttpProblem || failure instanceof RefusedException) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof StoreUnavailableException) {
      return "readings cannot be read now; incoming ones are safe. " + failure.getMessage();
    }
    return switch (status) {
      case 400 -> "the request cannot be understood";
      case 404 -> "there is nothing at this address";
      case 405 -> "this address does not take this method; see the Allow header";
      case 408, 503 -> "the server took too long; try again in a minute";
      case 413 -> "what you sent is larger than this address takes";
      case 415 -> "this address does not take this kind of content; see Content-Type";
      default ->
          status >= 500
              ? "something went wrong in the server; its log says what"
              : "the request was refused";
    };
  }

  private static boolean isForPeople(RoutingContext context) {
    String accept = context.request().getHeader("accept");
    return accept != null
        && accept.contains("text/html")
        && !context.normalizedPath().startsWith("/api/");
  }
}
