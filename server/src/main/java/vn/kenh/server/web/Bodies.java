package vn.kenh.server.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Reads bodies into memory, no larger than their address has a use for. */
final class Bodies implements Handler<RoutingContext> {

  private static final String ARRIVING = Bodies.class.getName();

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
    context.put(ARRIVING, true);
    String path = context.normalizedPath();
    boolean takesPicture = path.endsWith("/snapshots") || path.endsWith("/scan");
    (takesPicture ? picture : text).handle(context);
  }

  /** Comes behind this handler: the body is whole. */
  static void arrived(RoutingContext context) {
    context.remove(ARRIVING);
    context.next();
  }

  /**
   * Whether the body is still under way, so that what fails is the caller's or the line's doing.
   */
  static boolean isArriving(RoutingContext context) {
    return context.get(ARRIVING) != null;
  }
}
