package vn.kenh.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.registry.ApiTokens;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.registry.Role;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.registry.Sessions;

/** A web server with a page, an API and a sign-in, and short words to talk to it. */
abstract class WebServerFixture {

  static final String PASSWORD = "một mật khẩu dài";

  @TempDir private Path folder;

  final HttpClient client = HttpClient.newHttpClient();
  final Vertx vertx = Vertx.vertx();
  Database database;
  Sessions sessions;
  private WebServer server;
  String token;
  URI address;

  @BeforeEach
  void start() throws Exception {
    database = Database.sqlite(folder.resolve("kenh.db"));
    Secrets secrets = new Secrets(new SecureRandom());
    People people = new People(database, Clock.systemUTC());
    people.create("lan", PASSWORD, Role.FARMER);
    people.create("xem", PASSWORD, Role.VIEWER);
    sessions = new Sessions(database, Clock.systemUTC(), secrets);
    ApiTokens tokens = new ApiTokens(database, Clock.systemUTC(), secrets);
    token = tokens.createAdminIfMissing().orElseThrow();
    PasswordCheck passwords = new PasswordCheck(people, Clock.systemUTC());
    SignIn signIn = new SignIn(passwords, sessions);
    server =
        new WebServer(
            vertx,
            new WebOptions("127.0.0.1", 0, Optional.empty(), Optional.empty()),
            new Credentials(
                tokens,
                sessions,
                new Registry(database, Clock.systemUTC(), secrets).credentials(false)),
            ErrorPage.PLAIN,
            options -> options,
            webSocket -> webSocket.close(),
            List.of(
                signIn::mount, WebServerFixture::things, router -> ownPassword(router, passwords)));
    int port = server.start().await(10, TimeUnit.SECONDS);
    address = URI.create("http://127.0.0.1:" + port);
  }

  @AfterEach
  void stop() throws Exception {
    server.stop().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
    database.close();
  }

  static void ownPassword(Router router, PasswordCheck passwords) {
    router
        .post("/account/password")
        .blockingHandler(
            c -> {
              String old = c.request().getFormAttribute("old");
              c.end("" + passwords.person(c, Caller.require(c).name(), old).isPresent());
            });
  }

  static void things(Router router) {
    router.get("/api/v1/things/:id").handler(c -> c.end("thing " + c.pathParam("id")));
    router
        .post("/api/v1/things")
        .handler(
            c -> {
              JsonBody body = JsonBody.of(c);
              Json.send(
                  c,
                  201,
                  Json.object().put("id", body.text("id")).put("n", body.integer("n", 1, 9)));
            });
    router.get("/page").handler(c -> c.end("<p>page of " + Caller.require(c).name()));
    router.post("/page").handler(c -> c.end("changed"));
    router
        .get("/api/v1/broken")
        .handler(
            c -> {
              throw new IllegalStateException("secret inside");
            });
    router
        .get("/api/v1/refused")
        .handler(
            c -> {
              throw RefusedException.conflict("there is already one");
            });
    router.get("/scan").handler(c -> c.end("scan"));
  }

  /** What is answered to bytes that no library would send. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  HttpResponse<String> login(String name, String password, String next) throws Exception {
    String form =
        "name=%s&password=%s&next=%s".formatted(encode(name), encode(password), encode(next));
    return send(
        request("/login")
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  HttpResponse<String> ownPassword(String cookie, String old) throws Exception {
    return send(
        request("/account/password")
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("csrf=" + csrf(cookie) + "&old=" + encode(old))));
  }

  String cookie(String name) throws Exception {
    String header = login(name, PASSWORD, "/").headers().firstValue("set-cookie").orElseThrow();
    return header.substring(0, header.indexOf(';'));
  }

  static String csrf(String cookie) {
    return new Caller("", Role.VIEWER, Optional.of(cookie.substring(cookie.indexOf('=') + 1)))
        .csrfToken();
  }

  HttpRequest.Builder page(String cookie) {
    return request("/page").header("cookie", cookie).POST(BodyPublishers.noBody());
  }

  HttpRequest.Builder bearer(String path) {
    return request(path).header("authorization", "Bearer " + token);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  static String assertProblem(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(answer.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotBlank();
    assertThat(problem.get("detail").asText()).isNotBlank();
    return problem.get("detail").asText();
  }

  private static String encode(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
