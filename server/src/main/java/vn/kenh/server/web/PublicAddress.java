package vn.kenh.server.web;

import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;

/**
 * The address people outside reach this server at: the configured one, or else the one this very
 * request used.
 */
public final class PublicAddress {

  private final Optional<String> configured;

  public PublicAddress(Optional<URI> configured) {
    this.configured = configured.map(URI::toString).map(PublicAddress::withoutSlash);
  }

  /** Scheme, host and perhaps a path, without a slash at the end. */
  public String of(RoutingContext context) {
    return configured.orElseGet(
        () -> context.request().scheme() + "://" + context.request().authority());
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }
}
