package vn.kenh.server.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.kenh.server.ingest.LiveFeed;

final class LiveApiTest {

  private static final String REQUEST = "GET /api/v1/live HTTP/1.1\r\nHost: x\r\n\r\n";

  private final Vertx vertx = Vertx.vertx();
  private final LiveFeed feed = new LiveFeed();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void whoHangsUpIsNoLongerWatching() throws Exception {
    Router router = Router.router(vertx);
    new LiveApi(feed).mount(router);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listen(router))) {
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      InputStream answer = socket.getInputStream();
      assertThat(answer.read()).isNotNegative();
      assertThat(feed.subscribers()).isEqualTo(1);
    }
    await().until(() -> feed.subscribers() == 0);
  }

  @Test
  void whoHangsUpWhileTheSessionIsLookedUpNeverWatches() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    Router router = Router.router(vertx);
    router
        .route()
        .handler(
            context -> {
              asked.countDown();
              context
                  .request()
                  .connection()
                  .closeHandler(
                      gone ->
                          vertx.runOnContext(
                              later -> {
                                context.next();
                                answered.countDown();
                              }));
            });
    new LiveApi(feed).mount(router);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listen(router))) {
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(feed.subscribers()).isZero();
  }

  private int listen(Router router) throws Exception {
    HttpServer server = vertx.createHttpServer().requestHandler(router);
    return server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS).actualPort();
  }
}
