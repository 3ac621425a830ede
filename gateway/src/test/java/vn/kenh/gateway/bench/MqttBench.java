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
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.mqtt.MqttEndpoint;
import vn.kenh.gateway.mqtt.MqttLimits;
import vn.kenh.gateway.mqtt.MqttListener;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolOptions;

/**
 * Publishes acknowledged a second: by the listener before the real intake and spool, with an fsync
 * behind each PUBACK (what is stored is thrown away at once), or by the listener alone.
 *
 * <p>Arguments: {@code folder connections window seconds eventLoops}; {@code -} as folder for the
 * listener alone.
 */
public final class MqttBench {

  /** About what a group commit to a disk takes. */
  private static final long COMMIT_NANOS = 2_000_000;

  private MqttBench() {}

  public static void main(String[] arguments) throws Exception {
    Load load = new Load(arguments[1], arguments[2], arguments[3], Integer.parseInt(arguments[4]));
    if (arguments[0].equals("-")) {
      measure(new GroupInbox(COMMIT_NANOS), load);
    } else {
      measureDurable(Files.createTempDirectory(Path.of(arguments[0]), "mqtt-bench"), load);
    }
    System.exit(0);
  }

  private record Load(String connections, String window, String seconds, int eventLoops) {}

  private static void measureDurable(Path folder, Load load) throws Exception {
    Clock clock = Clock.systemUTC();
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
      Thread consumer = new Thread(() -> throwAway(spool), "consumer");
      consumer.setDaemon(true);
      consumer.start();
      measure(intake, load);
      System.out.println(spool.ledger());
    }
  }

  private static void measure(MessageInbox inbox, Load load) throws Exception {
    MqttListener listener =
        new MqttListener(
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(load.eventLoops())),
            MqttLimits.defaults().withEventLoops(load.eventLoops()),
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
        new String[] {
          "127.0.0.1", String.valueOf(port), load.connections(), load.window(), load.seconds()
        });
    System.out.println(listener.gauges());
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
