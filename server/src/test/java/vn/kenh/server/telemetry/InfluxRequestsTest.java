package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.kenh.server.telemetry.InfluxOptions.Credentials;
import vn.kenh.server.telemetry.StoreUnavailableException.Cause;

/** What goes over the wire, and answers that no InfluxDB can be brought to give on demand. */
final class InfluxRequestsTest {

  private static final byte[] LINE =
      "telemetry,device=vườn co2=1 1700000000000\n".getBytes(StandardCharsets.UTF_8);

  private final AtomicReference<String> seen = new AtomicReference<>("");
  private final CountDownLatch release = new CountDownLatch(1);
  private HttpServer server;
  private int status = 204;
  private String answer = "";
  private boolean silent;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
  }

  @Test
  void aTokenIsSentAsInfluxTwoAndThreeTakeIt() throws Exception {
    try (InfluxStore store = store(new Credentials.Token("s3cret=="))) {
      store.write(LINE);
    }
    assertThat(seen.get()).contains("authorization=Token s3cret==");
  }

  @Test
  void aUserIsSentAsBasicAuthentication() throws Exception {
    try (InfluxStore store = store(new Credentials.Password("an", "pass"))) {
      store.write(LINE);
    }
    assertThat(seen.get()).contains("authorization=Basic YW46cGFzcw==");
  }

  @Test
  void linesGoOutCompressedWithMillisecondPrecision() throws Exception {
    try (InfluxStore store = store(new Credentials.None())) {
      assertThat(store.write(LINE).stored()).isEqualTo(1);
    }
    assertThat(seen.get())
        .contains("/write?")
        .contains("db=kenh")
        .contains("precision=ms")
        .contains("encoding=gzip")
        .contains("authorization=null")
        .endsWith("body=telemetry,device=vườn co2=1 1700000000000\n");
  }

  @ParameterizedTest
  @CsvSource({
    "500, TRANSIENT, in trouble",
    "503, TRANSIENT, in trouble",
    "429, TRANSIENT, in trouble",
    "401, CONFIGURATION, --influx-token",
    "403, CONFIGURATION, GRANT ALL",
    "405, CONFIGURATION, --influx-url",
    "302, CONFIGURATION, --influx-url"
  })
  void anAnswerIsToldWithItsCure(int code, Cause kind, String cure) {
    status = code;
    answer = "{\"code\":\"x\",\"message\":\"in its own words\"}";
    try (InfluxStore store = store(new Credentials.None())) {
      StoreUnavailableException error =
          catchThrowableOfType(StoreUnavailableException.class, () -> store.write(LINE));
      assertThat(error.kind()).isEqualTo(kind);
      assertThat(error).hasMessageContaining(cure).hasMessageContaining("in its own words");
    }
  }

  @Test
  void aServerThatDoesNotAnswerInTimeIsATransientTrouble() {
    silent = true;
    InfluxOptions options =
        new InfluxOptions(url(), "kenh", new Credentials.None(), Duration.ofMillis(200));
    try (InfluxStore store = new InfluxStore(options)) {
      StoreUnavailableException error =
          catchThrowableOfType(StoreUnavailableException.class, () -> store.write(LINE));
      assertThat(error.kind()).isEqualTo(Cause.TRANSIENT);
    }
  }

  @Test
  void aDatabaseThatCannotBeCreatedIsTheOperatorsToMake() {
    status = 404;
    answer = "{\"error\":\"database not found: \\\"kenh\\\"\"}";
    try (InfluxStore store = store(new Credentials.None())) {
      StoreUnavailableException error =
          catchThrowableOfType(StoreUnavailableException.class, () -> store.write(LINE));
      assertThat(error.kind()).isEqualTo(Cause.CONFIGURATION);
      assertThat(error).hasMessageContaining("does not exist and could not be created");
    }
  }

  private InfluxStore store(Credentials credentials) {
    return new InfluxStore(new InfluxOptions(url(), "kenh", credentials));
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    byte[] body =
        "gzip".equals(encoding)
            ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
            : exchange.getRequestBody().readAllBytes();
    seen.set(
        exchange.getRequestURI()
            + " authorization="
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " encoding="
            + encoding
            + " body="
            + new String(body, StandardCharsets.UTF_8));
    if (silent) {
      awaitRelease();
    }
    byte[] text = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
    if (text.length > 0) {
      exchange.getResponseBody().write(text);
    }
    exchange.close();
  }

  private void awaitRelease() {
    try {
      if (!release.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test is over");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
