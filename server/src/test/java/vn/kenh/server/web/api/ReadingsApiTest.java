package vn.kenh.server.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.telemetry.EmbeddedStore;
import vn.kenh.server.web.HttpProblem;

final class ReadingsApiTest {

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private Database database;
  private EmbeddedStore store;
  private WorkerExecutor exports;
  private URI address;

  @BeforeEach
  void start() throws Exception {
    Clock clock = Clock.systemUTC();
    database = Database.sqlite(folder.resolve("kenh.db"));
    store = new EmbeddedStore(folder.resolve("telemetry"), clock);
    exports = vertx.createSharedWorkerExecutor("export", 1);
    Registry registry = new Registry(database, clock, new Secrets(new SecureRandom()));
    registry.createFarm(new Farm("f", "F", "Long An"));
    Router router = Router.router(vertx);
    router
        .route()
        .failureHandler(
            context ->
                context.response().setStatusCode(((HttpProblem) context.failure()).status()).end());
    new ReadingsApi(registry, store, clock, exports, Duration.ofMillis(200)).mount(router);
    int port =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS)
            .actualPort();
    address = URI.create("http://127.0.0.1:" + port + "/api/v1/readings?farm=f&format=csv");
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
    store.close();
    database.close();
  }

  @Test
  void anExportThatFindsNoTurnIsToldToComeBack() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    var unused =
        exports.executeBlocking(
            () -> {
              slow.await();
              return true;
            },
            false);
    HttpResponse<String> refused = export();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).contains("60");

    slow.countDown();

    HttpResponse<String> answered = export();
    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(answered.body()).isEqualTo("time,device,metric,value\n");
  }

  private HttpResponse<String> export() throws Exception {
    return client.send(
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build(),
        BodyHandlers.ofString());
  }
}
