package vn.kenh.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk of a few megabytes, mounted for the test. */
final class SpoolDiskFullIT {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static final SpoolOptions SMALL_FILES =
      new SpoolOptions(1 << 30, 1 << 20, 4 << 20, 1 << 20, Duration.ofMillis(5));

  @TempDir Path folder;

  @Test
  void aFullDiskConfirmsNothingAndGoesOnWhenThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString()), "no mount");
    try {
      fillAndFree(disk);
    } finally {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  private void fillAndFree(Path disk) throws Exception {
    AtomicInteger confirmed = new AtomicInteger();
    Path ballast = disk.resolve("ballast");
    Files.write(ballast, new byte[4 << 20]);
    int sent = 0;
    try (Quarantine quarantine = quarantine();
        Spool spool = spool(disk, quarantine)) {
      while (spool.health().good()) {
        spool.append(SpoolGroup.frame(new byte[100_000], 1, confirmed::incrementAndGet));
        sent++;
        int all = sent;
        Awaitility.await()
            .pollInterval(Duration.ofMillis(2))
            .until(() -> confirmed.get() == all || !spool.health().good());
      }
      assertThat(spool.health().detail()).contains("full").contains(disk.toString());
      assertThat(confirmed.get()).isLessThan(sent);
      int atFull = confirmed.get();
      Awaitility.await().during(Duration.ofMillis(300)).until(() -> confirmed.get() == atFull);
      Files.delete(ballast);
      int all = sent;
      Awaitility.await().atMost(LONG).until(() -> confirmed.get() == all);
      assertThat(spool.health().good()).isTrue();
    }
    try (Quarantine quarantine = quarantine();
        Spool spool = spool(disk, quarantine)) {
      assertThat(spool.ledger().readingsPending()).isEqualTo(sent);
      for (int i = 0; i < sent; i++) {
        spool.acknowledge(spool.take(LONG).orElseThrow().id(), 1, 0);
      }
      Awaitility.await().atMost(LONG).until(() -> spool.ledger().readingsPending() == 0);
    }
  }

  @Test
  void acknowledgementsMakeRoomOnAFullDisk() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString()), "no mount");
    AtomicInteger confirmed = new AtomicInteger();
    int sent = 0;
    try (Quarantine quarantine = quarantine();
        Spool spool = spool(disk, quarantine)) {
      while (spool.health().good()) {
        spool.append(SpoolGroup.frame(new byte[100_000], 1, confirmed::incrementAndGet));
        sent++;
        int all = sent;
        Awaitility.await()
            .pollInterval(Duration.ofMillis(2))
            .until(() -> confirmed.get() == all || !spool.health().good());
      }
      int stored = confirmed.get();
      for (int i = 0; i < stored; i++) {
        spool.acknowledge(spool.take(LONG).orElseThrow().id(), 1, 0);
      }
      int all = sent;
      Awaitility.await().atMost(LONG).until(() -> confirmed.get() == all);
    } finally {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  private Quarantine quarantine() {
    return Quarantine.open(
        folder.resolve("quarantine.db"), QuarantineOptions.defaults(), Clock.systemUTC());
  }

  private static Spool spool(Path disk, Quarantine quarantine) {
    return Spool.open(disk.resolve("spool"), SMALL_FILES, quarantine, Clock.systemUTC());
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
