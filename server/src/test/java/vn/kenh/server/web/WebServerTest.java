package vn.kenh.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kenh.server.registry.ApiTokens;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.registry.Role;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.registry.Sessions;

final class WebServerTest {

  private static final String PASSWORD = "một mật khẩu dài";

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private Database database;
  private Sessions sessions;
  private WebServer server;
  private String token;
  private URI address;

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
                signIn::mount, WebServerTest::things, router -> ownPassword(router, passwords)));
    int port = server.start().await(10, TimeUnit.SECONDS);
    address = URI.create("http://127.0.0.1:" + port);
  }

  @AfterEach
  void stop() throws Exception {
    server.stop().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
    database.close();
  }

  private static void ownPassword(Router router, PasswordCheck passwords) {
    router
        .post("/account/password")
        .blockingHandler(
            c -> {
              String old = c.request().getFormAttribute("old");
              c.end("" + passwords.person(c, Caller.require(c).name(), old).isPresent());
            });
  }

  private static void things(Router router) {
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

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/things/1", "/api/v1/nothing", "/page", "/", "/%2e%2e/page"})
  void nothingIsShownToStrangers(String path) throws Exception {
    HttpResponse<String> answer = send(request(path));
    assertProblem(answer, 401);
    assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer realm=\"kenh\"");
  }

  @Test
  void aStrangerWithABrowserIsLedToTheLogin() throws Exception {
    HttpResponse<String> answer = send(request("/page?x=1").header("accept", "text/html"));
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("location")).contains("/login?next=%2Fpage%3Fx%3D1");
  }

  @Test
  void aTokenOpensTheInterfaceAndAWrongOneDoesNot() throws Exception {
    assertThat(send(bearer("/api/v1/things/7")).body()).isEqualTo("thing 7");
    assertProblem(send(request("/api/v1/things/7").header("authorization", "Bearer x")), 401);
    assertProblem(send(request("/api/v1/things/7").header("authorization", "Basic x")), 401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/%", "/api/v1/things/%zz", "/api/v1/things/1%2", "/scan?x=%", "/%/login?%zz"})
  void anAddressWithABrokenEscapeIsTheCallersMistake(String path) throws Exception {
    String request =
        "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n";
    String answer = raw(request.formatted(path, token));
    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json")
        .contains("%25");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      WebServer second =
          new WebServer(
              vertx,
              new WebOptions("127.0.0.1", taken.getLocalPort(), Optional.empty(), Optional.empty()),
              new Credentials(
                  new ApiTokens(database, Clock.systemUTC(), new Secrets(new SecureRandom())),
                  sessions,
                  new Registry(database, Clock.systemUTC(), new Secrets(new SecureRandom()))
                      .credentials(false)),
              ErrorPage.PLAIN,
              options -> options,
              webSocket -> webSocket.close(),
              List.of());
      assertThatThrownBy(() -> second.start().await(10, TimeUnit.SECONDS))
          .hasStackTraceContaining("cannot serve HTTP on 127.0.0.1 port " + taken.getLocalPort());
    }
  }

  @Test
  void headAndOptionsAreAnswered() throws Exception {
    HttpResponse<String> head =
        send(bearer("/api/v1/things/7").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    HttpResponse<String> options =
        send(bearer("/api/v1/things/7").method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void anotherMethodIsAnsweredWithThoseThatWork() throws Exception {
    HttpResponse<String> answer = send(bearer("/api/v1/things/7").DELETE());
    assertProblem(answer, 405);
    assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void failuresTellTheCallerWhatToDoAndNothingElse() throws Exception {
    assertProblem(send(bearer("/api/v1/nothing")), 404);
    HttpResponse<String> broken = send(bearer("/api/v1/broken"));
    assertProblem(broken, 500);
    assertThat(broken.body()).doesNotContain("secret").doesNotContain("vn.kenh");
    assertThat(assertProblem(send(bearer("/api/v1/refused")), 409)).contains("already one");
  }

  @Test
  void peopleSeeFailuresAsPages() throws Exception {
    HttpResponse<String> answer =
        send(bearer("/nothing/%3Cscript%3E").header("accept", "text/html"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(answer.body()).doesNotContain("<script>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"a\",\"n\":1|400|JSON",
        "[]|400|object",
        "``|400|empty",
        "{\"n\":1}|400|\"id\" is missing",
        "{\"id\":5,\"n\":1}|400|\"id\" must be a text",
        "{\"id\":\"a\",\"n\":\"1\"}|400|\"n\" must be a whole number",
        "{\"id\":\"a\",\"n\":10}|400|from 1 to 9",
        "{\"id\":\"a\",\"n\":1e400}|400|\"n\"",
        "{\"id\":\"a\",\"n\":1} {}|400|JSON",
        "{\"id\":\"a\",\"id\":\"b\",\"n\":1}|400|Duplicate",
      })
  void aBodyThatCannotBeTakenIsRefusedByName(String body, int status, String words)
      throws Exception {
    HttpResponse<String> answer =
        send(bearer("/api/v1/things").POST(BodyPublishers.ofString(body)));
    assertThat(assertProblem(answer, status)).contains(words);
  }

  @Test
  void aBodyNestedWithoutEndOrWithoutMeasureIsRefused() throws Exception {
    assertProblem(
        send(bearer("/api/v1/things").POST(BodyPublishers.ofString("[".repeat(100_000)))), 400);
    assertProblem(
        send(bearer("/api/v1/things").POST(BodyPublishers.ofString("x".repeat(300_000)))), 413);
    assertProblem(
        send(
            bearer("/api/v1/things")
                .header("content-type", "application/xml")
                .POST(BodyPublishers.ofString("<a/>"))),
        415);
  }

  @Test
  void aPersonSignsInUsesTheSessionAndSignsOut() throws Exception {
    HttpResponse<String> login = login("lan", PASSWORD, "/page");
    assertThat(login.statusCode()).isEqualTo(303);
    assertThat(login.headers().firstValue("location")).contains("/page");
    String setCookie = login.headers().firstValue("set-cookie").orElseThrow();
    assertThat(setCookie)
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Lax")
        .doesNotContain("Secure");
    String cookie = setCookie.substring(0, setCookie.indexOf(';'));

    assertThat(send(request("/page").header("cookie", cookie)).body()).contains("page of lan");
    HttpResponse<String> logout =
        send(
            request("/logout")
                .header("cookie", cookie)
                .header("x-csrf-token", csrf(cookie))
                .POST(BodyPublishers.noBody()));
    assertThat(logout.statusCode()).isEqualTo(303);
    assertProblem(send(request("/page").header("cookie", cookie)), 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "x"})
  void theLoginLeadsNowhereElse(String next) throws Exception {
    assertThat(login("lan", PASSWORD, next).headers().firstValue("location")).contains("/");
  }

  @Test
  void anotherSiteCannotActThroughABrowser() throws Exception {
    String cookie = cookie("lan");
    String csrf = csrf(cookie);
    assertProblem(send(page(cookie)), 403);
    assertProblem(send(page(cookie).header("x-csrf-token", "0".repeat(64))), 403);
    assertProblem(
        send(page(cookie).header("x-csrf-token", csrf).header("origin", "https://evil.example")),
        403);
    assertProblem(send(page(cookie).header("x-csrf-token", csrf).header("origin", "null")), 403);
    assertProblem(
        send(page(cookie).header("x-csrf-token", csrf).header("sec-fetch-site", "cross-site")),
        403);
    assertThat(
            send(page(cookie).header("x-csrf-token", csrf).header("origin", address.toString()))
                .body())
        .isEqualTo("changed");
    assertThat(
            send(request("/page")
                    .header("cookie", cookie)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("csrf=" + csrf)))
                .body())
        .isEqualTo("changed");
  }

  @Test
  void whoMayOnlyLookCannotChange() throws Exception {
    String cookie = cookie("xem");
    assertThat(send(request("/page").header("cookie", cookie)).statusCode()).isEqualTo(200);
    assertProblem(send(page(cookie).header("x-csrf-token", csrf(cookie))), 403);
  }

  @Test
  void guessingPasswordsIsSlowedDown() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(login("lan", "wrong", "/").headers().firstValue("location"))
          .contains("/login?failed=1&next=%2F");
    }
    HttpResponse<String> answer = login("LAN ", PASSWORD, "/");
    assertProblem(answer, 429);
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(login("xem", PASSWORD, "/").headers().firstValue("location")).contains("/");
  }

  @Test
  void everybodyMayChangeTheirOwnPasswordButNotGuessIt() throws Exception {
    String cookie = cookie("xem");
    assertThat(ownPassword(cookie, PASSWORD).body()).isEqualTo("true");
    for (int i = 0; i < 4; i++) {
      assertThat(ownPassword(cookie, "wrong").body()).isEqualTo("false");
    }
    assertThat(login("xem", "wrong", "/").statusCode()).isEqualTo(303);
    assertProblem(ownPassword(cookie, PASSWORD), 429);
    assertProblem(login("xem", PASSWORD, "/"), 429);
  }

  @Test
  void browsersAreToldToTrustOnlyThisServer() throws Exception {
    HttpResponse<String> page = send(bearer("/page"));
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(send(bearer("/scan")).headers().firstValue("content-security-policy").orElseThrow())
        .contains("'wasm-unsafe-eval'")
        .doesNotContain("unsafe-inline");
  }

  @Test
  void webSocketsAreTakenOnlyForMqtt() {
    assertThat(
            client
                .newWebSocketBuilder()
                .buildAsync(
                    URI.create("ws://127.0.0.1:" + address.getPort() + "/other"),
                    new java.net.http.WebSocket.Listener() {})
                .handle((socket, failure) -> failure != null)
                .join())
        .isTrue();
  }

  /** What is answered to bytes that no library would send. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpResponse<String> login(String name, String password, String next) throws Exception {
    String form =
        "name=%s&password=%s&next=%s".formatted(encode(name), encode(password), encode(next));
    return send(
        request("/login")
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> ownPassword(String cookie, String old) throws Exception {
    return send(
        request("/account/password")
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("csrf=" + csrf(cookie) + "&old=" + encode(old))));
  }

  private String cookie(String name) throws Exception {
    String header = login(name, PASSWORD, "/").headers().firstValue("set-cookie").orElseThrow();
    return header.substring(0, header.indexOf(';'));
  }

  private static String csrf(String cookie) {
    return new Caller("", Role.VIEWER, Optional.of(cookie.substring(cookie.indexOf('=') + 1)))
        .csrfToken();
  }

  private HttpRequest.Builder page(String cookie) {
    return request("/page").header("cookie", cookie).POST(BodyPublishers.noBody());
  }

  private HttpRequest.Builder bearer(String path) {
    return request(path).header("authorization", "Bearer " + token);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String assertProblem(HttpResponse<String> answer, int status) throws IOException {
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
