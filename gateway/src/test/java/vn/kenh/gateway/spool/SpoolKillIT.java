package vn.kenh.gateway.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.testing.ServerProcess;

/** What was confirmed survives SIGKILL at any moment, and the books stay exact. */
final class SpoolKillIT {

  private static final int ROUNDS = 12;

  private static final SpoolOptions SMALL_FILES =
      new SpoolOptions(1 << 30, 512 << 10, 1 << 20, 1 << 20, Duration.ofMillis(5));

  @TempDir Path folder;

  @Test
  void everyConfirmedEntryIsThereAfterEveryKill() throws Exception {
    Random random = new Random(7);
    Set<Long> settled = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Path confirmedFile = folder.resolve("confirmed-" + round);
      long least = 500L + random.nextInt(20_000);
      try (ServerProcess child = child(round, confirmedFile)) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(5))
            .failFast(() -> assertThat(child.isAlive()).as(child.log()).isTrue())
            .until(() -> Files.exists(confirmedFile) && Files.size(confirmedFile) / 8 > least);
        child.kill();
      }
      Set<Long> confirmed = numbers(confirmedFile);
      settled.addAll(numbers(folder.resolve("settled")));
      verify(confirmed, settled);
    }
  }

  /** Everything confirmed is either in the spool or was settled; then settles it all. */
  private void verify(Set<Long> confirmed, Set<Long> settled) throws Exception {
    try (Quarantine quarantine = quarantine(folder);
        Spool spool = spool(folder, quarantine)) {
      long pending = spool.ledger().readingsPending();
      Set<Long> found = new HashSet<>();
      Optional<SpoolEntry> next = spool.take(Duration.ofMillis(300));
      while (next.isPresent()) {
        found.add(Long.parseLong(new String(next.get().body(), UTF_8).strip()));
        spool.acknowledge(next.get().id(), 1, 0);
        next = spool.take(Duration.ofMillis(300));
      }
      assertThat(pending).isEqualTo(found.size());
      Set<Long> missing = new HashSet<>(confirmed);
      missing.removeAll(found);
      missing.removeAll(settled);
      assertThat(missing).isEmpty();
      Awaitility.await().until(() -> spool.ledger().readingsPending() == 0);
      assertThat(spool.ledger().get(Counter.READINGS_DAMAGED)).isZero();
      assertThat(spool.ledger().get(Counter.READINGS_SPOOLED))
          .isEqualTo(spool.ledger().get(Counter.READINGS_STORED));
    }
  }

  private ServerProcess child(int round, Path confirmed) {
    return ServerProcess.start(
        folder.resolve("child.log"),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            folder.toString(),
            Integer.toString(round),
            confirmed.toString()));
  }

  private static Quarantine quarantine(Path folder) {
    return Quarantine.open(
        folder.resolve("quarantine.db"), QuarantineOptions.defaults(), Clock.systemUTC());
  }

  private static Spool spool(Path folder, Quarantine quarantine) {
    return Spool.open(folder.resolve("spool"), SMALL_FILES, quarantine, Clock.systemUTC());
  }

  /** Numbers of eight digits, without one that the kill cut in two. */
  private static Set<Long> numbers(Path file) throws IOException {
    Set<Long> numbers = new HashSet<>();
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    for (int at = 0; at + 8 <= bytes.length; at += 8) {
      numbers.add(Long.parseLong(new String(bytes, at, 8, UTF_8)));
    }
    return numbers;
  }

  /** The process that is killed: appends, takes every second entry and settles it. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      long first = Long.parseLong(arguments[1]) * 5_000_000;
      Quarantine quarantine = quarantine(folder);
      Spool spool = spool(folder, quarantine);
      // Written without a buffer: what a killed process has written, the system keeps.
      FileOutputStream confirmed = new FileOutputStream(arguments[2]);
      FileOutputStream settled = new FileOutputStream(folder.resolve("settled").toFile(), true);
      Thread consumer = new Thread(() -> settleHalf(spool, settled));
      consumer.setDaemon(true);
      consumer.start();
      Semaphore window = new Semaphore(500);
      for (long number = first; ; number++) {
        window.acquire();
        byte[] digits = String.format("%08d", number).getBytes(UTF_8);
        spool.append(
            SpoolGroup.frame(
                (new String(digits, UTF_8) + "\n").getBytes(UTF_8),
                1,
                () -> {
                  write(confirmed, digits);
                  window.release();
                }));
      }
    }

    private static void settleHalf(Spool spool, FileOutputStream settled) {
      try {
        for (int i = 0; ; i++) {
          SpoolEntry entry = spool.take(Duration.ofDays(1)).orElseThrow();
          if (i % 2 == 0) {
            write(settled, new String(entry.body(), UTF_8).strip().getBytes(UTF_8));
            spool.acknowledge(entry.id(), 1, 0);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void write(FileOutputStream to, byte[] digits) {
      try {
        to.write(digits);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
