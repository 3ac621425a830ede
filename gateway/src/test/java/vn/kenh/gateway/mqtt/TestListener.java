package vn.kenh.gateway.mqtt;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A listener on a free port with a {@link TestInbox} behind it. */
final class TestListener implements AutoCloseable {

  final TestInbox inbox = new TestInbox();
  final TestIdentities identities = new TestIdentities();

  /** What the connection listener was told: {@code +device} and {@code -device REASON}. */
  final List<String> comings = new CopyOnWriteArrayList<>();

  final Vertx vertx = Vertx.vertx();
  final MqttListener listener;
  final int port;

  TestListener() {
    this(MqttLimits.defaults());
  }

  TestListener(MqttLimits limits) {
    listener =
        new MqttListener(
            vertx,
            limits,
            identities,
            inbox,
            new ConnectionListener() {
              @Override
              public void connected(Identity identity) {
                comings.add("+" + identity.device());
              }

              @Override
              public void disconnected(Identity identity, DisconnectReason reason) {
                comings.add("-" + identity.device() + " " + reason);
              }
            },
            Clock.systemUTC());
    port = await(listener.listen(MqttEndpoint.plain("127.0.0.1", 0)));
  }

  static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(listener.close());
    await(vertx.close());
    inbox.close();
  }
}
