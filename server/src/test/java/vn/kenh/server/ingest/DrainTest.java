package vn.kenh.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.gateway.spool.Counter;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolGroup;
import vn.kenh.gateway.spool.SpoolOptions;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.telemetry.StoreUnavailableException.Cause;

final class DrainTest {

  private static final DrainOptions QUICK =
      new DrainOptions(
          100, 1 << 20, Duration.ofMillis(20), 2, Duration.ofMillis(5), Duration.ofMillis(40));

  @TempDir Path folder;
  private Quarantine quarantine;
  private Spool spool;
  private Drain drain;
  private final ScriptedStore store = new ScriptedStore();

  @BeforeEach
  void open() {
    quarantine =
        Quarantine.open(
            folder.resolve("quarantine.db"), QuarantineOptions.defaults(), Clock.systemUTC());
    spool =
        Spool.open(folder.resolve("spool"), SpoolOptions.defaults(), quarantine, Clock.systemUTC());
    drain = new Drain(spool, store, quarantine, QUICK, Clock.systemUTC(), new Random(1));
  }

  @AfterEach
  void close() {
    drain.close();
    spool.close();
    quarantine.close();
  }

  @Test
  void everySpooledReadingReachesTheStoreOnceAndTheBooksBalance() {
    for (int i = 0; i < 500; i++) {
      spool("telemetry,device=d%d co2=1 %d\n".formatted(i % 7, i), 1);
    }
    drain.start();

    awaitPending(0);
    assertThat(spool.ledger().get(Counter.READINGS_STORED)).isEqualTo(500);
    String all = String.join("", store.bundles());
    assertThat(all.lines().distinct().count()).isEqualTo(500);
    assertThat(store.bundles()).hasSizeLessThan(50);
    assertThat(drain.metrics().readingsStored()).isEqualTo(500);
    assertThat(drain.metrics().points()).isEqualTo(500);
  }

  @Test
  void aSmallBundleIsSentWhenItHasLingered() {
    drain.start();
    spool("telemetry,device=a co2=1 1\n", 1);
    await().atMost(Duration.ofSeconds(5)).until(() -> store.bundles().size() == 1);
  }

  @Test
  void refusedReadingsGoToTheQuarantineAndTheRestIsStored() throws Exception {
    spool("telemetry,device=a co2=1 1\ntelemetry,device=bad co2=2 2\n", 2);
    spool("telemetry,device=bad co2=3 3\ntelemetry,device=b co2=4 4\n", 2);
    drain.start();

    awaitPending(0);
    assertThat(spool.ledger().get(Counter.READINGS_STORED)).isEqualTo(2);
    assertThat(spool.ledger().get(Counter.READINGS_REFUSED)).isEqualTo(2);
    assertThat(quarantine.list(10, 0))
        .hasSize(2)
        .allSatisfy(
            item -> {
              assertThat(item.kind()).isEqualTo(QuarantineItem.Kind.REFUSED);
              assertThat(item.device()).isEqualTo("bad");
              assertThat(item.error()).isEqualTo("bad device");
            });
  }

  @Test
  void aTransientTroubleIsTriedAgainUntilItIsOver() {
    StoreUnavailableException down = new StoreUnavailableException(Cause.TRANSIENT, "down");
    store.failWith(down, down, down, down);
    spool("telemetry,device=a co2=1 1\n", 1);
    drain.start();

    awaitPending(0);
    assertThat(drain.metrics().retries()).isEqualTo(4);
    assertThat(drain.state().flowing()).isTrue();
  }

  @Test
  void aLastingTroubleIsToldWithItsCureAndTheTimeOfTheNextTry() {
    DrainOptions slow =
        new DrainOptions(
            100, 1 << 20, Duration.ofMillis(1), 2, Duration.ofMinutes(1), Duration.ofMinutes(1));
    drain.close();
    drain = new Drain(spool, store, quarantine, slow, Clock.systemUTC(), new Random(1));
    store.failWith(new StoreUnavailableException(Cause.CONFIGURATION, "check --influx-token"));
    spool("telemetry,device=a co2=1 1\n", 1);
    drain.start();

    await().until(() -> !drain.state().flowing());
    DrainState.Trouble trouble = drain.state().trouble().orElseThrow();
    assertThat(trouble.needsOperator()).isTrue();
    assertThat(trouble.detail()).isEqualTo("check --influx-token");
    assertThat(Duration.between(trouble.since(), trouble.nextTry()))
        .isBetween(Duration.ofSeconds(29), Duration.ofSeconds(61));
    assertThat(spool.ledger().readingsPending()).isEqualTo(1);
  }

  @Test
  void anEntryTheStoreChokesOnIsSetAsideAndDoesNotStallTheOthers() throws Exception {
    spool("telemetry,device=a co2=1 1\n", 1);
    spool("telemetry,device=poison co2=1 2\n", 1);
    spool("telemetry,device=b co2=1 3\n", 1);
    drain.start();

    awaitPending(0);
    assertThat(spool.ledger().get(Counter.READINGS_STORED)).isEqualTo(2);
    assertThat(spool.ledger().get(Counter.READINGS_REFUSED)).isEqualTo(1);
    assertThat(quarantine.list(10, 0))
        .singleElement()
        .satisfies(item -> assertThat(item.device()).isEqualTo("poison"));
  }

  @Test
  void whatWasNotAcknowledgedComesAgainAfterARestart() {
    store.failWith(
        IntStream.range(0, 10_000)
            .mapToObj(i -> new StoreUnavailableException(Cause.TRANSIENT, "down"))
            .toArray(Exception[]::new));
    spool(
        IntStream.range(0, 300)
            .mapToObj(i -> "telemetry,device=a co2=1 " + i + "\n")
            .collect(Collectors.joining()),
        300);
    drain.start();
    await().until(() -> !drain.state().flowing());
    drain.close();
    spool.close();

    ScriptedStore healed = new ScriptedStore();
    spool =
        Spool.open(folder.resolve("spool"), SpoolOptions.defaults(), quarantine, Clock.systemUTC());
    drain = new Drain(spool, healed, quarantine, QUICK, Clock.systemUTC(), new Random(1)).start();

    awaitPending(0);
    assertThat(String.join("", healed.bundles()).lines()).hasSize(300);
  }

  private void spool(String lines, int readings) {
    spool.append(SpoolGroup.frame(lines.getBytes(StandardCharsets.UTF_8), readings, () -> {}));
  }

  /** Waits until the books show that readings were spooled and only so many are pending. */
  private void awaitPending(long pending) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                spool.ledger().get(Counter.READINGS_SPOOLED) > 0
                    && spool.ledger().readingsPending() == pending);
  }
}
