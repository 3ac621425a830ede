package vn.kenh.server.web;

import io.vertx.ext.web.RoutingContext;

/** Draws an error for a person with a browser. */
@FunctionalInterface
public interface ErrorPage {

  /** Bare words, where no other page is given. */
  ErrorPage PLAIN =
      (context, status, title, detail) ->
          "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>%s</title>"
                  .formatted(escape(title))
              + "<h1>%d %s</h1><p>%s</p>".formatted(status, escape(title), escape(detail));

  /**
   * Returns the page as HTML.
   *
   * @param title the status in words
   * @param detail what to do about it; not yet escaped
   */
  String html(RoutingContext context, int status, String title, String detail);

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
