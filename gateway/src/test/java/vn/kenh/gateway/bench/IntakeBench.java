package vn.kenh.gateway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import vn.kenh.gateway.codec.Codecs;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.intake.DurableListener;
import vn.kenh.gateway.intake.Intake;
import vn.kenh.gateway.intake.KeyBudget;
import vn.kenh.gateway.intake.PointTags;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolOptions;

/**
 * How many messages of 150 bytes the intake makes durable in a second, without any network: {@code
 * IntakeBench FOLDER [SECONDS [THREADS [IN_FLIGHT]]]}. A consumer takes and acknowledges everything
 * at the same time.
 */
public final class IntakeBench {

  private IntakeBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "intake-bench");
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
    int inFlight = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 4_000;
    Clock clock = Clock.systemUTC();
    AtomicLong durable = new AtomicLong();
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
      daemon(() -> consume(spool));
      for (int i = 0; i < threads; i++) {
        int number = i;
        daemon(() -> send(intake, durable, number, inFlight / threads));
      }
      long before = 0;
      for (int second = 0; second < seconds; second++) {
        pause();
        long now = durable.get();
        System.out.println((now - before) + " messages/s, " + spool.segmentCount() + " files");
        before = now;
      }
      System.out.println(spool.ledger());
      System.out.println(
          "processor time: "
              + ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos()
                  / Math.max(1, durable.get())
              + " ns a message, start included");
    }
    System.exit(0);
  }

  private static void send(Intake intake, AtomicLong durable, int number, int inFlight) {
    Semaphore window = new Semaphore(inFlight);
    byte[][] payloads = new byte[1000][];
    String[] topics = new String[1000];
    for (int i = 0; i < payloads.length; i++) {
      topics[i] = "kenh/bench-" + number + "-" + i + "/telemetry";
      payloads[i] =
          ("{\"time\":"
                  + System.currentTimeMillis()
                  + ",\"soil_moisture\":31."
                  + i
                  + ",\"soil_temperature\":24.7,\"soil_ec\":1.23,\"air_humidity\":81.5,"
                  + "\"battery_voltage\":3.61,\"rssi\":-97}")
              .getBytes(UTF_8);
    }
    Runnable done =
        () -> {
          durable.incrementAndGet();
          window.release();
        };
    for (int i = 0; ; i = (i + 1) % payloads.length) {
      window.acquireUninterruptibly();
      intake.accept(new Message(topics[i], payloads[i], System.currentTimeMillis()), done);
    }
  }

  private static void consume(Spool spool) {
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

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  private static void pause() throws InterruptedException {
    java.util.concurrent.TimeUnit.SECONDS.sleep(1);
  }
}
