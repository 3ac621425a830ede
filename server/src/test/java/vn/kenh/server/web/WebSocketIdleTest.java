package vn.kenh.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.registry.ApiTokens;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.registry.Sessions;

/** Silent connections, on a server that has little patience. */
final class WebSocketIdleTest {

  private static final Duration IDLE = Duration.ofMillis(300);

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<ServerWebSocket> accepted = new LinkedBlockingQueue<>();
  private Database database;
  private WebServer server;
  private int port;

  @BeforeEach
  void start() throws Exception {
    database = Database.sqlite(folder.resolve("kenh.db"));
    Clock clock = Clock.systemUTC();
    Secrets secrets = new Secrets(new SecureRandom());
    server =
        new WebServer(
            vertx,
            new WebOptions("127.0.0.1", 0, Optional.empty(), Optional.empty(), IDLE),
            new Credentials(
                new ApiTokens(database, clock, secrets),
                new Sessions(database, clock, secrets),
                new Registry(database, clock, secrets).credentials(false)),
            ErrorPage.PLAIN,
            options -> options,
            accepted::add,
            List.of());
    port = server.start().await(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    server.stop().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
    database.close();
  }

  @Test
  void aSilentDeviceIsNotCutOff() throws Exception {
    WebSocket device =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/mqtt"), new WebSocket.Listener() {})
            .join();
    ServerWebSocket socket = accepted.take();
    await()
        .during(IDLE.multipliedBy(5))
        .atMost(IDLE.multipliedBy(20))
        .until(() -> !socket.isClosed() && !device.isInputClosed());
    device.abort();
    await().until(() -> socket.isClosed());
  }

  @Test
  void aSilentConnectionWithoutAPurposeIs() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }
}
