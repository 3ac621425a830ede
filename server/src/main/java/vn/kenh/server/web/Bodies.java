package vn.kenh.server.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Reads bodies into memory, no larger than their address has a use for. */
final class Bodies implements Handler<RoutingContext> {

  private static final long TEXT = 256 * 1024;
  private static final long PICTURE = 8L * 1024 * 1024;

  private final BodyHandler text = BodyHandler.create(false).setBodyLimit(TEXT);
  private final BodyHandler picture = BodyHandler.create(false).setBodyLimit(PICTURE);

  @Override
  public void handle(RoutingContext context) {
    if (Access.SAFE.contains(context.request().method())) {
      context.next();
      return;
    }
    String path = context.normalizedPath();
    boolean takesPicture = path.endsWith("/snapshots") || path.endsWith("/scan");
    (takesPicture ? picture : text).handle(context);
  }
}
