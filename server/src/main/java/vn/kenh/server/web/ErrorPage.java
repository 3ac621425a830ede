package vn.kenh.server.web;

import io.vertx.ext.web.RoutingContext;

/** Draws an error for a person with a browser. */
@FunctionalInterface
public interface ErrorPage {

  /** Bare words, where no other page is given. */
  ErrorPage PLAIN = new PlainErrorPage();

  /**
   * Returns the page as HTML.
   *
   * @param title the status in words
   * @param detail what to do about it; not yet escaped
   */
  String html(RoutingContext context, int status, String title, String detail);
}
