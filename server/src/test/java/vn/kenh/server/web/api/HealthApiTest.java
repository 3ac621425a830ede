package vn.kenh.server.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.kenh.server.telemetry.StoreHealth;

final class HealthApiTest {

  private final Vertx vertx = Vertx.vertx();
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void stop() throws Exception {
    stuck.countDown();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void aPartThatHangsIsNamedAndHoldsOneThread() throws Exception {
    int port =
        listen(
            new HealthApi.Part("store", this::hang),
            new HealthApi.Part("spool", () -> new StoreHealth(true, "fine")));
    List<CompletableFuture<HttpResponse<String>>> answers =
        List.of(ready(port), ready(port), ready(port));
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
      assertThat(answer.get().body())
          .contains("\"store\":{\"up\":false,\"detail\":\"has not answered for 3 s\"}")
          .contains("\"spool\":{\"up\":true");
    }
    assertThat(asked).hasValue(1);
    stuck.countDown();
    assertThat(ready(port).get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void aPartThatFailsToAnswerIsDown() throws Exception {
    int port =
        listen(
            new HealthApi.Part(
                "database",
                () -> {
                  throw new IllegalStateException("gone");
                }));
    HttpResponse<String> answer = ready(port).get(30, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("cannot be asked: gone");
  }

  private StoreHealth hang() {
    asked.incrementAndGet();
    try {
      stuck.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new StoreHealth(true, "back");
  }

  private static CompletableFuture<HttpResponse<String>> ready(int port) {
    URI address = URI.create("http://127.0.0.1:" + port + "/health/ready");
    return HttpClient.newHttpClient()
        .sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private int listen(HealthApi.Part... parts) throws Exception {
    Router router = Router.router(vertx);
    new HealthApi(List.of(parts)).mount(router);
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .await(10, TimeUnit.SECONDS)
        .actualPort();
  }
}
