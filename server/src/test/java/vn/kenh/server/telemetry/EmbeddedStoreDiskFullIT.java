package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk of a few megabytes, mounted for the test. */
final class EmbeddedStoreDiskFullIT {

  private static final long T0 = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-02T00:00:00Z"), ZoneOffset.UTC);
  private static final int POINTS = 1000;

  @TempDir Path folder;

  @Test
  void aFullDiskTakesNothingAndGoesOnWhenThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()), "no mount");
    try (EmbeddedStore store = new EmbeddedStore(disk.resolve("telemetry"), NOW)) {
      Path ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[4 << 20]);
      int stored = 0;
      Optional<StoreUnavailableException> failure = write(store, stored);
      while (failure.isEmpty()) {
        stored++;
        failure = write(store, stored);
      }
      assertThat(failure.get()).hasMessageContaining("full");
      for (int i = 0; i < 5; i++) {
        assertThat(write(store, stored).orElseThrow()).hasMessageContaining("full");
      }

      Files.delete(ballast);

      assertThat(write(store, stored)).isEmpty();
      AtomicInteger rows = new AtomicInteger();
      store.export(
          new ExportQuery(Set.of("a"), Set.of(), T0, T0 + 100_000_000),
          (time, device, metric, value) -> rows.incrementAndGet());
      assertThat(rows).hasValue((stored + 1) * POINTS);
    } finally {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  /** Writes one group of readings; why it failed, or empty. */
  private static Optional<StoreUnavailableException> write(EmbeddedStore store, int group)
      throws InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < POINTS; i++) {
      long time = T0 + (long) group * POINTS + i;
      lines.append("telemetry,device=a co2=").append(time % 997).append(' ').append(time);
      lines.append('\n');
    }
    try {
      store.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      return Optional.empty();
    } catch (StoreUnavailableException e) {
      return Optional.of(e);
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
