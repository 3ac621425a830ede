package vn.kenh.gateway.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage costs what it hits, and nothing else. */
final class SpoolDamageIT {

  /** A leaf page holds at most this many rows of the size used here. */
  private static final int ROWS_PER_PAGE = 9;

  private static final SpoolOptions SMALL_FILES =
      new SpoolOptions(64 << 20, 128 << 10, 1 << 20, 1 << 20, Duration.ofMillis(5));

  @TempDir Path folder;
  private Quarantine quarantine;
  private final Map<Long, String> written = new HashMap<>();

  @BeforeEach
  void openQuarantine() {
    quarantine =
        Quarantine.open(
            folder.resolve("quarantine.db"), QuarantineOptions.defaults(), Clock.systemUTC());
  }

  @AfterEach
  void closeQuarantine() {
    quarantine.close();
  }

  @RepeatedTest(15)
  void flippedBytesInADatabaseCostOnlyTheRowsTheyHit(RepetitionInfo run) throws Exception {
    Path spool = fill(run.getCurrentRepetition(), true);
    Random random = new Random(run.getCurrentRepetition());
    List<Path> files = segments(spool, ".db");
    Path victim = files.get(random.nextInt(files.size()));
    int flips = 1 + random.nextInt(5);
    for (int i = 0; i < flips; i++) {
      overwrite(victim, random.nextLong(Files.size(victim)), new byte[] {(byte) random.nextInt()});
    }
    assertOnlyLost(spool, flips * ROWS_PER_PAGE);
  }

  @RepeatedTest(10)
  void flippedBytesInALogCostOnlyTheRowsTheyHit(RepetitionInfo run) throws Exception {
    Path spool = fill(run.getCurrentRepetition(), false);
    Random random = new Random(run.getCurrentRepetition());
    List<Path> logs = segments(spool, ".db-wal");
    Path victim = logs.get(random.nextInt(logs.size()));
    overwrite(victim, random.nextLong(Files.size(victim)), new byte[] {(byte) random.nextInt()});
    assertOnlyLost(spool, ROWS_PER_PAGE);
  }

  @RepeatedTest(8)
  void anOverwrittenStretchCostsOnlyTheRowsInIt(RepetitionInfo run) throws Exception {
    Path spool = fill(run.getCurrentRepetition(), true);
    Random random = new Random(run.getCurrentRepetition());
    List<Path> files = segments(spool, ".db");
    Path victim = files.get(random.nextInt(files.size()));
    byte[] garbage = new byte[6_000];
    random.nextBytes(garbage);
    overwrite(victim, random.nextLong(Files.size(victim) - garbage.length), garbage);
    assertOnlyLost(spool, 3 * ROWS_PER_PAGE);
  }

  @Test
  void aZeroedHeaderCostsNothing() throws Exception {
    Path spool = fill(1, true);
    overwrite(segments(spool, ".db").get(2), 0, new byte[4096]);
    assertOnlyLost(spool, 0);
    assertThat(segments(spool, "")).anyMatch(file -> file.toString().contains(".db.damaged-"));
  }

  @Test
  void theOnlyStateMayBeDestroyed() throws Exception {
    Path spool = fill(2, true);
    List<Path> files = segments(spool, ".db");
    for (Path file : files) {
      overwrite(file, 0, new byte[3 * 4096]);
    }
    assertOnlyLost(spool, files.size() * ROWS_PER_PAGE);
  }

  @Test
  void aFileThatIsNoDatabaseIsSetAside() throws Exception {
    Path spool = fill(3, true);
    Files.writeString(spool.resolve("000999.db"), "this is not a database at all");
    Files.createFile(spool.resolve("001000.db"));
    assertOnlyLost(spool, 0);
  }

  @Test
  void aFolderInPlaceOfASegmentDoesNotBlockTheStart() throws Exception {
    Path spool = fill(4, true);
    Files.createDirectory(spool.resolve("000998.db"));
    assertOnlyLost(spool, 0);
  }

  @Test
  void aTruncatedFileCostsWhatWasCutOff() throws Exception {
    Path spool = fill(5, true);
    Path victim = segments(spool, ".db").get(1);
    long pages = Files.size(victim) / 4096;
    try (RandomAccessFile file = new RandomAccessFile(victim.toFile(), "rw")) {
      file.setLength(pages / 2 * 4096 + 100);
    }
    assertOnlyLost(spool, 40);
  }

  @Test
  void aMissingFileCostsItsEntriesOnly() throws Exception {
    Path spool = fill(6, true);
    Files.delete(segments(spool, ".db").get(1));
    assertOnlyLost(spool, 60);
  }

  /** Writes entries into several segments; with or without a proper end of the process. */
  private Path fill(long seed, boolean closed) throws Exception {
    Random random = new Random(seed);
    Path live = folder.resolve("live");
    Path copy = folder.resolve("spool");
    try (Spool spool = Spool.open(live, SMALL_FILES, quarantine, Clock.systemUTC())) {
      for (int i = 0; i < 120; i++) {
        String line =
            "telemetry,device=d" + i + " x=1 " + "p".repeat(600 + random.nextInt(9_000)) + "\n";
        CountDownLatch durable = new CountDownLatch(1);
        spool.append(SpoolGroup.frame(line.getBytes(UTF_8), 1, durable::countDown));
        if (i % 4 == 0) {
          assertThat(durable.await(10, TimeUnit.SECONDS)).isTrue();
        }
        written.put((long) i + 1, line);
      }
      Awaitility.await().until(() -> spool.ledger().get(Counter.READINGS_SPOOLED) == 120);
      if (!closed) {
        copy(live, copy);
      }
    }
    if (closed) {
      copy(live, copy);
    }
    return copy;
  }

  private void assertOnlyLost(Path folderOfSpool, int mostLost) throws Exception {
    try (Spool spool = Spool.open(folderOfSpool, SMALL_FILES, quarantine, Clock.systemUTC())) {
      List<Long> found = new ArrayList<>();
      for (Optional<SpoolEntry> next = next(spool); next.isPresent(); next = next(spool)) {
        SpoolEntry entry = next.get();
        assertThat(new String(entry.body(), UTF_8)).isEqualTo(written.get(entry.id()));
        found.add(entry.id());
        spool.acknowledge(entry.id(), entry.readings(), 0);
      }
      assertThat(found).isSorted().doesNotHaveDuplicates();
      assertThat(written.size() - found.size()).isBetween(0, mostLost);
      spool.append(SpoolGroup.frame("new\n".getBytes(UTF_8), 1, () -> {}));
      SpoolEntry fresh = spool.take(Duration.ofSeconds(10)).orElseThrow();
      assertThat(fresh.id()).isGreaterThan(found.get(found.size() - 1));
      spool.acknowledge(fresh.id(), 1, 0);
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(spool.ledger().readingsPending()).as("%s", spool.ledger()).isZero());
      Ledger ledger = spool.ledger();
      assertThat(ledger.get(Counter.READINGS_STORED)).isEqualTo(found.size() + 1L);
      assertThat(ledger.get(Counter.READINGS_DAMAGED))
          .isBetween(0L, (long) written.size() - found.size());
      assertThat(spool.health().good()).isTrue();
    }
  }

  private static Optional<SpoolEntry> next(Spool spool) throws InterruptedException {
    return spool.take(Duration.ofMillis(200));
  }

  private static List<Path> segments(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
    try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
      random.seek(at);
      random.write(bytes);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : segments(from, "")) {
      if (!file.toString().endsWith("-shm")) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
