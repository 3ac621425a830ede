package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed-in person, asking for pages without a browser.
 *
 * @param session the value of the cookie
 */
record Visitor(RunningServer server, String session) {

  static final String COOKIE = "kenh_session";

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]*)\"");

  /** Signs in as the first person of a new server. */
  static Visitor signIn(RunningServer server) {
    return signIn(server, "admin", server.server().firstStart().password().orElseThrow());
  }

  static Visitor signIn(RunningServer server, String name, String password) {
    HttpResponse<String> answer =
        server.send(
            server
                .anonymous("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=" + name + "&password=" + encode(password))));
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    return new Visitor(server, cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')));
  }

  /** A page that answers 200. */
  String page(String path) {
    HttpResponse<String> answer =
        server.send(server.anonymous(path).header("Cookie", COOKIE + "=" + session));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  /** Submits a form that stands on a page, with the token that page carries. */
  HttpResponse<String> submit(String page, String action, String fields) {
    Matcher token = CSRF.matcher(page(page));
    assertThat(token.find()).as("a form on %s", page).isTrue();
    return send(action, fields + "&csrf=" + encode(token.group(1)));
  }

  /** Submits a form that stands on no page of ours, and so carries no token. */
  HttpResponse<String> submitForeign(String action, String fields) {
    return send(action, fields);
  }

  private HttpResponse<String> send(String action, String fields) {
    return server.send(
        server
            .anonymous(action)
            .header("Cookie", COOKIE + "=" + session)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(fields)));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
