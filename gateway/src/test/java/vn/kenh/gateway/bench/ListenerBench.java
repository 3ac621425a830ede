package vn.kenh.gateway.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.mqtt.ConnectionListener;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.mqtt.MqttEndpoint;
import vn.kenh.gateway.mqtt.MqttLimits;
import vn.kenh.gateway.mqtt.MqttListener;

/**
 * The listener alone, before an inbox that forgets everything: what MQTT costs by itself. Messages
 * become durable in groups, on one thread, as the spool's do.
 *
 * <p>Arguments: {@code connections window seconds eventLoops commitMillis}.
 */
public final class ListenerBench {

  private ListenerBench() {}

  public static void main(String[] arguments) throws Exception {
    int eventLoops = Integer.parseInt(arguments[3]);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops));
    GroupInbox inbox = new GroupInbox(Long.parseLong(arguments[4]) * 1_000_000);
    MqttListener listener =
        new MqttListener(
            vertx,
            MqttLimits.defaults().withEventLoops(eventLoops),
            (device, token) ->
                new String(token, StandardCharsets.UTF_8).equals("t")
                    ? Optional.of(new LoadIdentity(device))
                    : Optional.empty(),
            inbox,
            ConnectionListener.NONE,
            Clock.systemUTC());
    int port =
        listener
            .listen(MqttEndpoint.plain("127.0.0.1", 0))
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    PublishLoad.main(
        new String[] {"127.0.0.1", String.valueOf(port), arguments[0], arguments[1], arguments[2]});
    System.out.println(listener.gauges());
    System.exit(0);
  }

  private static final class GroupInbox implements MessageInbox {

    private final long commitNanos;
    private ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    GroupInbox(long commitNanos) {
      this.commitNanos = commitNanos;
      Thread committer = new Thread(this::commit, "commit");
      committer.setDaemon(true);
      committer.start();
    }

    @Override
    public synchronized void accept(Message message, Runnable onDurable) {
      waiting.add(onDurable);
      notifyAll();
    }

    private void commit() {
      while (true) {
        try {
          take().forEach(Runnable::run);
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    private ArrayDeque<Runnable> take() throws InterruptedException {
      synchronized (this) {
        while (waiting.isEmpty()) {
          wait();
        }
      }
      if (commitNanos > 0) {
        LockSupport.parkNanos(commitNanos);
      }
      synchronized (this) {
        ArrayDeque<Runnable> group = waiting;
        waiting = new ArrayDeque<>();
        return group;
      }
    }
  }
}
