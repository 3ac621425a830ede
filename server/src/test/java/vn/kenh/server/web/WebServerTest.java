package vn.kenh.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kenh.server.registry.ApiTokens;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.registry.Secrets;

final class WebServerTest extends WebServerFixture {

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
}
