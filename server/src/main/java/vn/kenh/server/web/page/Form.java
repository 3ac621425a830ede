package vn.kenh.server.web.page;

import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a request carries in its query or its form. */
final class Form {

  private Form() {}

  /** The fields of a submitted form, without the token that guards it. */
  static Map<String, String> fields(RoutingContext context) {
    Map<String, String> fields = new HashMap<>();
    context
        .request()
        .formAttributes()
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    fields.remove("csrf");
    return fields;
  }

  static String query(RoutingContext context, String name) {
    return context.request().getParam(name, "");
  }

  static List<String> queries(RoutingContext context, String name) {
    return context.queryParam(name);
  }

  /** Leads on to another page, so that reloading it does not submit the form again. */
  static void seeOther(RoutingContext context, String location) {
    context.response().setStatusCode(303).putHeader("location", location).end();
  }
}
