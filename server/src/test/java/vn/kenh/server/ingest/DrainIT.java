package vn.kenh.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.gateway.spool.Counter;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolGroup;
import vn.kenh.gateway.spool.SpoolOptions;
import vn.kenh.server.telemetry.ExportQuery;
import vn.kenh.server.telemetry.InfluxOptions;
import vn.kenh.server.telemetry.InfluxOptions.Credentials;
import vn.kenh.server.telemetry.InfluxStore;
import vn.kenh.testing.InfluxServer;

final class DrainIT {

  private static final long T0 = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

  @Test
  void anInfluxKilledAndRestartedUnderLoadEndsUpWithEveryReadingOnce(@TempDir Path folder)
      throws Exception {
    int frames = 2_000;
    int points = 100;
    try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
        InfluxStore store =
            new InfluxStore(new InfluxOptions(influx.url(), "kenh", new Credentials.None()));
        Quarantine quarantine =
            Quarantine.open(
                folder.resolve("quarantine.db"), QuarantineOptions.defaults(), Clock.systemUTC());
        Spool spool =
            Spool.open(
                folder.resolve("spool"), SpoolOptions.defaults(), quarantine, Clock.systemUTC());
        Drain drain = new Drain(spool, store, quarantine, Clock.systemUTC()).start()) {
      for (int i = 0; i < frames; i++) {
        spool.append(SpoolGroup.frame(frame(i, points), points * 2, () -> {}));
        if (i == frames / 3) {
          await().until(() -> drain.metrics().bundles() > 0);
          influx.kill();
        }
        if (i == frames * 2 / 3) {
          await().atMost(Duration.ofSeconds(30)).until(() -> !drain.state().flowing());
          influx.restart();
        }
      }
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  spool.ledger().get(Counter.READINGS_SPOOLED) == 2L * frames * points
                      && spool.ledger().readingsPending() == 0);

      assertThat(spool.ledger().get(Counter.READINGS_STORED)).isEqualTo(2L * frames * points);
      assertThat(drain.state().flowing()).isTrue();
      AtomicInteger rows = new AtomicInteger();
      store.export(
          new ExportQuery(Set.of("a"), Set.of(), 0, Long.MAX_VALUE),
          (time, device, metric, value) -> rows.incrementAndGet());
      assertThat(rows).hasValue(2 * frames * points);
    }
  }

  private static byte[] frame(int frame, int points) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < points; i++) {
      long time = T0 + (long) frame * points + i;
      lines.append("telemetry,device=a co2=").append(i).append(",light=2 ").append(time);
      lines.append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
