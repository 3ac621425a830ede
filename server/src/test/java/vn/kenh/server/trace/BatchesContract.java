package vn.kenh.server.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.registry.RefusedException;
import vn.kenh.server.registry.RefusedException.Reason;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.trace.gs1.Lot;
import vn.kenh.server.trace.gs1.Serial;

/** What batches and labels promise, on whatever database. */
abstract class BatchesContract {

  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private Database database;
  private Batches batches;
  private Labels labels;

  /** Opens an empty database. */
  abstract Database open();

  @BeforeEach
  void openDatabase() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    database = open();
    Registry registry = new Registry(database, clock, new Secrets(new SecureRandom()));
    registry.createFarm(new Farm("f1", "Nông trại Thanh Hà", "Hải Dương"));
    registry.createPlot(new Plot("p1", "f1", "Vườn", "vải", 1000, Optional.empty()));
    SerialNumbers numbers = new SerialNumbers(new SecureRandom());
    batches = new Batches(database, clock, numbers);
    labels = new Labels(database, clock, numbers);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void aBatchIsFoundByIdAndByItsLot() {
    Batch batch = batches.create(lot("VT-24/1"), "lan");
    assertThat(batch)
        .isEqualTo(
            new Batch(
                batch.id(),
                lot("VT-24/1").gtin(),
                new Lot("VT-24/1"),
                "p1",
                "Vải thiều",
                TODAY,
                1250.5,
                0,
                NOW,
                "lan"));
    assertThat(batches.find(batch.id())).contains(batch);
    assertThat(batches.find(batch.gtin(), batch.lot())).contains(batch);
    assertThat(batches.find(batch.gtin(), new Lot("vt-24/1"))).as("lots mind the case").isEmpty();
    assertThat(batches.newest(batch.gtin())).contains(batch);
  }

  @Test
  void theSameLotTwiceIsAConflictThatNamesTheFirst() {
    batches.create(lot("L1"), "lan");
    assertThatThrownBy(() -> batches.create(lot("L1"), "minh"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT))
        .hasMessageContaining("lot L1, harvested 2026-11-22 on plot p1");
  }

  @Test
  void aDoubleSubmitEntersOneBatch() {
    Optional<String> key = Optional.of("form-1");
    Batch first = batches.create(lot("L1"), "lan", key);
    assertThat(batches.create(lot("L1"), "lan", key)).isEqualTo(first);
    assertRefused(Reason.CONFLICT, () -> batches.create(lot("L2"), "lan", key));
    assertThat(batches.create(lot("L2"), "minh", key)).as("another's key").isNotEqualTo(first);
    assertThat(batches.list(10).items()).hasSize(2);
  }

  @Test
  void aDoubleSubmitIssuesLabelsOnce() {
    String batch = batches.create(lot("L1"), "lan").id();
    Optional<String> key = Optional.of("print-1");
    LabelIssue first = labels.issue(batch, 7, "lan", key);
    assertThat(labels.issue(batch, 7, "lan", key)).isEqualTo(first);
    assertRefused(Reason.CONFLICT, () -> labels.issue(batch, 8, "lan", key));
    assertThat(batches.find(batch).orElseThrow().labels()).isEqualTo(7);
  }

  @Test
  void unknownPlotsAndDaysToComeAreRefused() {
    assertRefused(
        Reason.INVALID,
        () -> batches.create(NewBatch.of("8938505974194", "L", "p9", "Vải", TODAY, 1), "lan"));
    assertRefused(
        Reason.INVALID,
        () ->
            batches.create(
                NewBatch.of("8938505974194", "L", "p1", "Vải", TODAY.plusDays(1), 1), "lan"));
  }

  @Test
  void everyLabelHasASerialOfItsOwnInOrder() {
    String batch = batches.create(lot("L1"), "lan").id();
    String other = batches.create(lot("L2"), "lan").id();
    LabelIssue first = labels.issue(batch, Labels.MOST_AT_ONCE, "lan");
    labels.issue(other, 3, "lan");
    LabelIssue second = labels.issue(batch, 5, "lan");

    assertThat(first.firstPosition()).isEqualTo(1);
    assertThat(second.firstPosition()).isEqualTo(Labels.MOST_AT_ONCE + 1);
    List<Serial> all = list(labels.serials(batch, 1, Long.MAX_VALUE - 1));
    assertThat(all).hasSize(Labels.MOST_AT_ONCE + 5).doesNotHaveDuplicates();
    assertThat(list(labels.serials(batch, second.firstPosition(), 3)))
        .isEqualTo(all.subList(Labels.MOST_AT_ONCE, Labels.MOST_AT_ONCE + 3));
    assertThat(all)
        .allSatisfy(serial -> assertThat(serial.value()).matches("[2-9B-DF-HJKMNP-TV-XZ]{12}"));
    assertThat(labels.batchOf(all.get(9_999)).orElseThrow().id()).isEqualTo(batch);
    assertThat(labels.batchOf(new Serial("222222222222"))).isEmpty();
  }

  @Test
  void issuesAtTheSameTimeShareNoPosition() throws Exception {
    String batch = batches.create(lot("L1"), "lan").id();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<LabelIssue> issue = () -> labels.issue(batch, 100, "lan");
      Set<Long> positions = new HashSet<>();
      for (Future<LabelIssue> done : threads.invokeAll(Collections.nCopies(8, issue))) {
        positions.add(done.get().firstPosition());
      }
      assertThat(positions).containsExactlyInAnyOrder(1L, 101L, 201L, 301L, 401L, 501L, 601L, 701L);
    } finally {
      threads.shutdown();
    }
    assertThat(list(labels.serials(batch, 1, 10_000))).hasSize(800);
  }

  @Test
  void countsOutOfRangeAndUnknownBatchesAreRefused() {
    String batch = batches.create(lot("L1"), "lan").id();
    assertRefused(Reason.INVALID, () -> labels.issue(batch, 0, "lan"));
    assertRefused(Reason.INVALID, () -> labels.issue(batch, Labels.MOST_AT_ONCE + 1, "lan"));
    assertRefused(Reason.NOT_FOUND, () -> labels.issue("nothing", 1, "lan"));
    assertThat(batches.find(batch).orElseThrow().labels()).isZero();
  }

  @Test
  void batchesAreListedPageByPageWithoutOverlap() {
    for (int i = 0; i < 5; i++) {
      batches.create(lot("L" + i), "lan");
    }
    List<Batch> all = new ArrayList<>();
    Page<Batch> page = batches.list(2);
    all.addAll(page.items());
    while (page.next().isPresent()) {
      page = batches.list(2, page.next().get());
      all.addAll(page.items());
    }
    assertThat(all).hasSize(5).doesNotHaveDuplicates();
    assertRefused(Reason.INVALID, () -> batches.list(2, "x"));
  }

  private static List<Serial> list(Iterator<Serial> serials) {
    List<Serial> list = new ArrayList<>();
    serials.forEachRemaining(list::add);
    return list;
  }

  private static NewBatch lot(String lot) {
    return NewBatch.of("893 850597 419 4", lot, "p1", " Vải thiều ", TODAY, 1250.5);
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
