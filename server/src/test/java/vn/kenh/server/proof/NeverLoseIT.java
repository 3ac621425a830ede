package vn.kenh.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.testing.KenhServer;
import vn.kenh.testing.InfluxServer;

/** Promises 1, 2 and 4: a PUBACK means stored, a replay changes nothing, the books balance. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class NeverLoseIT {

  private static final int ROUNDS = 20;
  private static final int DEVICES = 24;

  @Test
  void twentyKillsLoseNothingOnTheEmbeddedStore(@TempDir Path folder) {
    try (KenhServer server = KenhServer.start(folder)) {
      killAtRandomMoments(server, new Random(42));
    }
  }

  @Test
  void twentyKillsLoseNothingOnInfluxDb(@TempDir Path folder) {
    try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
        KenhServer server = KenhServer.start(folder, "--influx-url=" + influx.url())) {
      killAtRandomMoments(server, new Random(4711));
    }
  }

  @Test
  @SuppressWarnings("try") // the load runs for as long as the block does
  void influxDbKilledUnderLoadCostsNothing(@TempDir Path folder) {
    Random random = new Random(7);
    Publishers publishers = new Publishers(DEVICES);
    try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
        KenhServer server = KenhServer.start(folder, "--influx-url=" + influx.url())) {
      try (Publishers.Load load = publishers.connect(server.mqttPort())) {
        for (int round = 0; round < 5; round++) {
          awaitMoreAcknowledged(publishers, 500 + random.nextInt(20_000));
          influx.kill();
          awaitMoreAcknowledged(publishers, 500 + random.nextInt(20_000));
          influx.restart();
        }
        awaitMoreAcknowledged(publishers, 5_000);
      }
      server.awaitDrained(Duration.ofMinutes(2));
      StoredReadings.matchAcknowledged(server, publishers);
      StoredReadings.booksBalance(server);
    }
  }

  @Test
  @SuppressWarnings("try") // the load runs for as long as the block does
  void influxDbAbsentForLongerThanMemoryCouldHoldCostsNothing(@TempDir Path folder) {
    Publishers publishers = new Publishers(DEVICES);
    try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
        KenhServer server =
            KenhServer.startWithHeap("96m", folder, "--influx-url=" + influx.url())) {
      influx.kill();
      try (Publishers.Load load = publishers.connect(server.mqttPort())) {
        // Line protocol of over 100 bytes a message: more than the whole heap.
        awaitMoreAcknowledged(publishers, 1_200_000);
      }
      assertThat(server.metric("kenh_readings_pending")).isGreaterThan(2_000_000);
      influx.restart();
      server.awaitDrained(Duration.ofMinutes(4));
      StoredReadings.matchAcknowledged(server, publishers);
      StoredReadings.booksBalance(server);
    }
  }

  @SuppressWarnings("try") // the load runs for as long as the block does
  private static void killAtRandomMoments(KenhServer server, Random random) {
    Publishers publishers = new Publishers(DEVICES);
    for (int round = 0; round < ROUNDS; round++) {
      try (Publishers.Load load = publishers.connect(server.mqttPort())) {
        awaitMoreAcknowledged(publishers, 1 + random.nextInt(15_000));
        server.kill();
      }
      server.restart();
    }
    server.awaitDrained(Duration.ofMinutes(2));
    StoredReadings.matchAcknowledged(server, publishers);
    StoredReadings.booksBalance(server);
  }

  private static void awaitMoreAcknowledged(Publishers publishers, long more) {
    long goal = publishers.acknowledged() + more;
    Awaitility.await(more + " more acknowledgements")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> publishers.acknowledged() >= goal);
  }
}
