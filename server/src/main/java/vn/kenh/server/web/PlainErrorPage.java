package vn.kenh.server.web;

import io.vertx.ext.web.RoutingContext;

/** The error page where no other is given. */
final class PlainErrorPage implements ErrorPage {

  @Override
  public String html(RoutingContext context, int status, String title, String detail) {
    return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>%s</title><h1>%d %s</h1><p>%s</p>"
        .formatted(escape(title), status, escape(title), escape(detail));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
