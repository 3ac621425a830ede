package vn.kenh.gateway.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import vn.kenh.gateway.codec.Codecs;
import vn.kenh.gateway.intake.DurableListener;
import vn.kenh.gateway.intake.Intake;
import vn.kenh.gateway.intake.KeyBudget;
import vn.kenh.gateway.intake.PointTags;
import vn.kenh.gateway.mqtt.ConnectionListener;
import vn.kenh.gateway.mqtt.MqttEndpoint;
import vn.kenh.gateway.mqtt.MqttLimits;
import vn.kenh.gateway.mqtt.MqttListener;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolOptions;

/**
 * The listener before the real intake and spool: publishes acknowledged a second with an fsync
 * behind each PUBACK. What is stored is thrown away at once.
 *
 * <p>Arguments: {@code folder connections window seconds eventLoops}.
 */
public final class DurableListenerBench {

  private DurableListenerBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "listener-bench");
    int eventLoops = Integer.parseInt(arguments[4]);
    Clock clock = Clock.systemUTC();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops));
    try (Quarantine quarantine =
            Quarantine.open(folder.resolve("q.db"), QuarantineOptions.defaults(), clock);
        KeyBudget keys = KeyBudget.open(folder.resolve("keys.db"));
        Spool spool =
            Spool.open(folder.resolve("spool"), SpoolOptions.defaults(), quarantine, clock)) {
      Intake intake =
          new Intake(
              Codecs.standard()::find,
              spool,
              keys,
              PointTags.NONE,
              (gateway, device) -> false,
              DurableListener.NONE,
              clock);
      MqttListener listener =
          new MqttListener(
              vertx,
              MqttLimits.defaults().withEventLoops(eventLoops),
              (device, token) ->
                  new String(token, StandardCharsets.UTF_8).equals("t")
                      ? Optional.of(new LoadIdentity(device))
                      : Optional.empty(),
              intake,
              ConnectionListener.NONE,
              clock);
      Thread consumer = new Thread(() -> throwAway(spool), "consumer");
      consumer.setDaemon(true);
      consumer.start();
      int port =
          listener
              .listen(MqttEndpoint.plain("127.0.0.1", 0))
              .toCompletionStage()
              .toCompletableFuture()
              .get();
      PublishLoad.main(
          new String[] {
            "127.0.0.1", String.valueOf(port), arguments[1], arguments[2], arguments[3]
          });
      System.out.println(listener.gauges());
      System.out.println(spool.ledger());
    }
    System.exit(0);
  }

  private static void throwAway(Spool spool) {
    try {
      while (true) {
        spool
            .take(Duration.ofSeconds(1))
            .ifPresent(entry -> spool.acknowledge(entry.id(), entry.readings(), 0));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
