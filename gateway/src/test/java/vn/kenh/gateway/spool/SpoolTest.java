package vn.kenh.gateway.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Quarantine quarantine;
  private Spool spool;

  @BeforeEach
  void openSpool() {
    quarantine =
        Quarantine.open(
            folder.resolve("quarantine.db"), QuarantineOptions.defaults(), Clock.systemUTC());
    spool = open(SpoolOptions.defaults());
  }

  @AfterEach
  void closeAll() {
    spool.close();
    quarantine.close();
  }

  @Test
  void whatWasAppendedComesOutInOrder() throws Exception {
    append("telemetry,device=a x=1 1\n", 1);
    append("telemetry,device=a x=2,y=3 2\n", 2);
    SpoolEntry first = take();
    SpoolEntry second = take();
    assertThat(first.body()).asString(UTF_8).isEqualTo("telemetry,device=a x=1 1\n");
    assertThat(second.readings()).isEqualTo(2);
    assertThat(second.id()).isGreaterThan(first.id());
    assertThat(spool.take(Duration.ZERO)).isEmpty();
  }

  @Test
  void anUnacknowledgedEntryComesAgainAfterARestart() throws Exception {
    append("telemetry,device=a x=1 1\n", 1);
    append("telemetry,device=a x=2 2\n", 1);
    append("telemetry,device=a x=3 3\n", 1);
    SpoolEntry first = take();
    SpoolEntry second = take();
    SpoolEntry third = take();
    spool.acknowledge(second.id(), 1, 0);
    reopen();
    assertThat(take()).usingRecursiveComparison().isEqualTo(first);
    assertThat(take()).usingRecursiveComparison().isEqualTo(third);
    assertThat(spool.take(Duration.ZERO)).isEmpty();
    assertThat(spool.ledger().readingsPending()).isEqualTo(2);
  }

  @Test
  void aMessageKeepsItsTopic() throws Exception {
    spool.append(SpoolGroup.message("kenh/cam/snapshot", new byte[] {1, 2}, () -> {}));
    SpoolEntry entry = take();
    assertThat(entry.kind()).isEqualTo(EntryKind.MESSAGE);
    assertThat(entry.topic()).isEqualTo("kenh/cam/snapshot");
    assertThat(entry.body()).containsExactly(1, 2);
  }

  @Test
  void theBooksBalanceAtEveryStep() throws Exception {
    append("telemetry,device=a x=1,y=2,z=3 1\n", 3);
    append("telemetry,device=a x=1 2\n", 1);
    spool.acknowledge(take().id(), 2, 1);
    reopen();
    Ledger ledger = spool.ledger();
    assertThat(ledger.get(Counter.READINGS_SPOOLED)).isEqualTo(4);
    assertThat(ledger.get(Counter.READINGS_STORED)).isEqualTo(2);
    assertThat(ledger.get(Counter.READINGS_REFUSED)).isEqualTo(1);
    assertThat(ledger.get(Counter.READINGS_DAMAGED)).isZero();
    assertThat(ledger.readingsPending()).isEqualTo(1);
  }

  @Test
  void anAcknowledgementMustAccountForEveryReading() throws Exception {
    append("telemetry,device=a x=1,y=2 1\n", 2);
    long id = take().id();
    assertThatThrownBy(() -> spool.acknowledge(id, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 readings");
    spool.acknowledge(id, 1, 1);
    assertThatThrownBy(() -> spool.acknowledge(id, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aConsumerThatFellBehindReadsTheRestFromDisk() throws Exception {
    spool.close();
    spool = open(new SpoolOptions(64 << 20, 256 << 10, 1 << 20, 10_000, Duration.ofMillis(5)));
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      String line = "telemetry,device=d" + i + " x=" + i + " 1,pad=" + "p".repeat(200) + "\n";
      sent.add(line);
      spool.append(SpoolGroup.frame(line.getBytes(UTF_8), 1, () -> {}));
    }
    List<String> received = new ArrayList<>();
    while (received.size() < sent.size()) {
      SpoolEntry entry = take();
      received.add(new String(entry.body(), UTF_8));
      spool.acknowledge(entry.id(), 1, 0);
    }
    assertThat(received).isEqualTo(sent);
    Awaitility.await().until(() -> spool.ledger().readingsPending() == 0);
    assertThat(spool.segmentCount()).isLessThanOrEqualTo(2);
  }

  @Test
  void acknowledgedFilesGiveTheirSpaceBack() throws Exception {
    spool.close();
    spool = open(new SpoolOptions(64 << 20, 256 << 10, 1 << 20, 1 << 20, Duration.ofMillis(5)));
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      append("x".repeat(100_000), 1);
      ids.add(take().id());
    }
    assertThat(spool.segmentCount()).isGreaterThan(5);
    for (long id : ids) {
      spool.acknowledge(id, 1, 0);
    }
    Awaitility.await().until(() -> spool.segmentCount() == 1);
    try (var files = Files.list(folder.resolve("spool"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".db"))).hasSize(1);
    }
  }

  @Test
  void fullFilesAreClosedAndLeaveNoLogs() throws Exception {
    spool.close();
    spool = open(new SpoolOptions(64 << 20, 256 << 10, 1 << 20, 1 << 20, Duration.ofMillis(5)));
    for (int i = 0; i < 60; i++) {
      append("x".repeat(100_000), 1);
    }
    assertThat(spool.segmentCount()).isGreaterThan(15);
    spool.close();
    try (var files = Files.list(folder.resolve("spool"))) {
      assertThat(files.filter(file -> file.toString().endsWith("-wal"))).isEmpty();
    }
    spool = open(SpoolOptions.defaults());
    for (int i = 0; i < 60; i++) {
      assertThat(take().body()).hasSize(100_000);
    }
  }

  @Test
  void filesWhoseClosingACrashInterruptedOpenByThemselves() throws Exception {
    Path written = Files.createDirectories(folder.resolve("written"));
    Path left = Files.createDirectories(folder.resolve("left"));
    SpoolState state = new SpoolState();
    List<SegmentWriter> writers = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      SegmentFile file = new SegmentFile(SegmentFile.path(written, number), number, state.nextId());
      SegmentWriter writer = SegmentWriter.create(file);
      writers.add(writer);
      Counts counts = new Counts();
      counts.add(Counter.READINGS_SPOOLED, 1);
      byte[] body = ("telemetry,device=a x=" + number + " 1\n").getBytes(UTF_8);
      writer.commit(
          List.of(new SpoolEntry(state.nextId(), EntryKind.FRAME, "", 1, body)),
          state.encodeNext(counts, 1));
      state.apply(counts, 1);
    }
    for (Path file : SegmentFile.filesIn(written)) {
      Files.copy(file, left.resolve(file.getFileName()));
    }
    for (SegmentWriter writer : writers) {
      writer.close();
    }
    try (Spool found = Spool.open(left, SpoolOptions.defaults(), quarantine, Clock.systemUTC())) {
      for (int number = 1; number <= 3; number++) {
        assertThat(found.take(SOON).orElseThrow().body())
            .asString(UTF_8)
            .contains("x=" + number + " ");
      }
      assertThat(found.ledger().get(Counter.READINGS_SPOOLED)).isEqualTo(3);
      assertThat(found.ledger().get(Counter.READINGS_DAMAGED)).isZero();
    }
  }

  @Test
  void aFullSpoolConfirmsNothingUntilThereIsRoomAgain() throws Exception {
    spool.close();
    spool = open(new SpoolOptions(4 << 20, 256 << 10, 2 << 20, 1 << 20, Duration.ofMillis(5)));
    AtomicInteger confirmed = new AtomicInteger();
    int sent = 0;
    while (spool.health().good()) {
      spool.append(SpoolGroup.frame(new byte[50_000], 1, confirmed::incrementAndGet));
      sent++;
      Awaitility.await()
          .pollInterval(Duration.ofMillis(2))
          .until(() -> spool.backpressure().queuedBytes() == 0 || !spool.health().good());
    }
    for (int i = 0; i < 100; i++) {
      spool.append(SpoolGroup.frame(new byte[50_000], 1, confirmed::incrementAndGet));
      sent++;
    }
    assertThat(confirmed.get()).isLessThan(sent);
    assertThat(spool.backpressure().saturated()).isTrue();
    assertThat(spool.health().detail()).contains("--spool-limit");
    for (int i = 0; i < sent; i++) {
      spool.acknowledge(take().id(), 1, 0);
    }
    int all = sent;
    Awaitility.await().until(() -> confirmed.get() == all);
    Awaitility.await().until(() -> spool.ledger().readingsPending() == 0);
    assertThat(spool.health().good()).isTrue();
    assertThat(spool.backpressure().saturated()).isFalse();
  }

  @Test
  void whatIsQuarantinedIsOnDiskBeforeTheSenderHears() throws Exception {
    List<Long> seen = new ArrayList<>();
    CountDownLatch told = new CountDownLatch(1);
    Counts counts = new Counts();
    counts.add(Counter.MESSAGES_QUARANTINED, 1);
    QuarantineItem item =
        new QuarantineItem(
            QuarantineItem.Kind.MESSAGE, "kenh/a/telemetry", "a", 5, "no", new byte[] {7});
    spool.append(
        new SpoolGroup(
            EntryKind.FRAME,
            "",
            new byte[0],
            0,
            counts,
            List.of(item),
            1,
            () -> {
              seen.add(quarantine.size());
              told.countDown();
            }));
    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly(1L);
    assertThat(spool.ledger().get(Counter.MESSAGES_QUARANTINED)).isEqualTo(1);
  }

  private void append(String lines, int readings) throws InterruptedException {
    CountDownLatch durable = new CountDownLatch(1);
    spool.append(SpoolGroup.frame(lines.getBytes(UTF_8), readings, durable::countDown));
    assertThat(durable.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private SpoolEntry take() throws InterruptedException {
    return spool.take(SOON).orElseThrow();
  }

  private void reopen() {
    spool.close();
    spool = open(SpoolOptions.defaults());
  }

  private Spool open(SpoolOptions options) {
    return Spool.open(folder.resolve("spool"), options, quarantine, Clock.systemUTC());
  }
}
