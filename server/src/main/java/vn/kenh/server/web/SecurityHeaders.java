package vn.kenh.server.web;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** What every answer tells the browser not to do. Nothing is loaded from another host. */
final class SecurityHeaders implements Handler<RoutingContext> {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'%s; style-src 'self'; img-src 'self' data: blob:;"
          + " media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self';"
          + " worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String STRICT = POLICY.formatted("");

  /** The decoder of QR codes is WebAssembly, which browsers count as evaluating text. */
  private static final String WITH_WEB_ASSEMBLY = POLICY.formatted(" 'wasm-unsafe-eval'");

  private static final String SCAN_PAGE = "/scan";

  @Override
  public void handle(RoutingContext context) {
    boolean scan = context.normalizedPath().equals(SCAN_PAGE);
    MultiMap headers = context.response().headers();
    headers.set("content-security-policy", scan ? WITH_WEB_ASSEMBLY : STRICT);
    headers.set("x-content-type-options", "nosniff");
    headers.set("x-frame-options", "DENY");
    headers.set("referrer-policy", "same-origin");
    headers.set("cross-origin-opener-policy", "same-origin");
    headers.set("cross-origin-resource-policy", "same-origin");
    headers.set(
        "permissions-policy",
        "geolocation=(), microphone=(), payment=(), camera=" + (scan ? "(self)" : "()"));
    if (context.request().isSSL()) {
      headers.set("strict-transport-security", "max-age=31536000");
    }
    context.next();
  }
}
