package vn.kenh.gateway.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commit thread. Everything that arrived while one commit was under way is the next commit, so
 * that a lone message waits for one fsync and a flood shares it.
 */
final class SpoolWriter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final Path folder;
  private final SpoolOptions options;
  private final SpoolState state;
  private final Segments segments;
  private final ReadAhead readAhead;
  private final Backpressure backpressure;
  private final Quarantine quarantine;
  private final SpoolCondition condition;

  private final List<GroupSource> sources = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<SpoolGroup> appended = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Settlement> settlements = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean signalled = new AtomicBoolean();
  private volatile boolean closing;
  private volatile boolean abandonActive;
  private volatile Ledger ledger;
  private volatile @Nullable Thread thread;

  // Of the commit thread alone.
  private final DiskReserve reserve;
  private @Nullable SegmentWriter active;
  private int nextNumber;
  private long firstSettlementNanos;
  private boolean settlementsUncommitted;

  SpoolWriter(
      Path folder,
      SpoolOptions options,
      SpoolRecovery.Found found,
      Segments segments,
      ReadAhead readAhead,
      Backpressure backpressure,
      Quarantine quarantine) {
    this.folder = folder;
    this.options = options;
    this.state = found.state();
    this.nextNumber = found.nextNumber();
    this.segments = segments;
    this.readAhead = readAhead;
    this.backpressure = backpressure;
    this.quarantine = quarantine;
    this.ledger = state.ledger();
    this.reserve = new DiskReserve(folder);
    this.condition = new SpoolCondition(folder);
  }

  void addSource(GroupSource source) {
    sources.add(source);
  }

  void append(SpoolGroup group) {
    backpressure.add(group.queuedBytes());
    appended.add(group);
    signal();
  }

  void settle(Settlement settlement) {
    settlements.add(settlement);
    signal();
  }

  void abandonActive() {
    abandonActive = true;
    signal();
  }

  void close() {
    closing = true;
    signal();
  }

  Ledger ledger() {
    return ledger;
  }

  SpoolHealth health() {
    return condition.health();
  }

  /** Cheap while the commit thread is busy anyway. */
  void signal() {
    if (!signalled.get() && signalled.compareAndSet(false, true)) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      work();
    } catch (RuntimeException | Error e) {
      condition.broken(e);
      throw e;
    }
  }

  private void work() {
    List<SpoolGroup> groups = new ArrayList<>();
    while (true) {
      boolean lastRound = closing;
      signalled.set(false);
      boolean full = segments.bytes() >= options.limitBytes();
      if (!full) {
        collect(groups);
      }
      condition.full(full, options.limitBytes());
      if (abandonActive) {
        closeActive();
        abandonActive = false;
      }
      if (groups.isEmpty() && !settlementsAreDue(full || lastRound)) {
        if (lastRound) {
          break;
        }
        pause();
      } else if (!commit(groups)) {
        break;
      } else {
        groups.clear();
      }
    }
    closeActive();
  }

  private void collect(List<SpoolGroup> groups) {
    for (SpoolGroup group = appended.poll(); group != null; group = appended.poll()) {
      groups.add(group);
    }
    for (GroupSource source : sources) {
      source.drainTo(groups::add);
    }
  }

  private boolean settlementsAreDue(boolean now) {
    if (settlements.isEmpty() && !settlementsUncommitted) {
      firstSettlementNanos = 0;
      return false;
    }
    if (firstSettlementNanos == 0) {
      firstSettlementNanos = System.nanoTime();
    }
    return now || System.nanoTime() - firstSettlementNanos >= options.acknowledgeLinger().toNanos();
  }

  private void pause() {
    if (signalled.get() || closing) {
      return;
    }
    if (settlements.isEmpty()) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, options.acknowledgeLinger().toNanos());
    }
  }

  /** Commits until it succeeds; false if the spool was closed before. */
  private boolean commit(List<SpoolGroup> groups) {
    List<SpoolEntry> entries = new ArrayList<>(groups.size());
    List<QuarantineItem> quarantined = new ArrayList<>();
    Counts counts = new Counts();
    for (SpoolGroup group : groups) {
      if (group.body().length > 0) {
        long id = state.nextId() + entries.size();
        entries.add(
            new SpoolEntry(id, group.kind(), group.topic(), group.readings(), group.body()));
      }
      counts.add(group.counts());
      counts.add(Counter.READINGS_SPOOLED, group.readings());
      quarantined.addAll(group.quarantined());
    }
    long pauseMillis = FIRST_PAUSE_MILLIS;
    while (true) {
      takeSettlements();
      try {
        quarantine.addAll(quarantined);
        quarantined.clear();
        write(writer(), entries, counts);
        break;
      } catch (SQLException e) {
        trouble(e);
        if (settlementsAlone()) {
          continue; // Space may have come back.
        }
        if (closing) {
          LOG.error(
              "{} groups were not confirmed: their senders will send them again", groups.size());
          return false;
        }
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      }
    }
    condition.recovered();
    reserve.keep();
    readAhead.committed(entries);
    groups.forEach(SpoolWriter::confirm);
    backpressure.remove(groups.stream().mapToLong(SpoolGroup::queuedBytes).sum());
    return true;
  }

  private void write(SegmentWriter writer, List<SpoolEntry> entries, Counts counts)
      throws SQLException {
    writer.commit(entries, state.encodeNext(counts, entries.size()));
    state.apply(counts, entries.size());
    settlementsUncommitted = false;
    firstSettlementNanos = 0;
    ledger = state.ledger();
    segments.deleteSettled(state.settledUpTo());
  }

  /**
   * On a full disk new groups cannot be written, but an acknowledgement may still fit, and with it
   * a whole file can go.
   */
  private boolean settlementsAlone() {
    if (!settlementsUncommitted) {
      return false;
    }
    reserve.release();
    try {
      long before = segments.bytes();
      write(active != null ? active : writer(), List.of(), new Counts());
      return segments.bytes() < before;
    } catch (SQLException e) {
      LOG.debug("acknowledgements wait for the disk too", e);
      return false;
    }
  }

  private void takeSettlements() {
    for (Settlement done = settlements.poll(); done != null; done = settlements.poll()) {
      if (!done.isEmptyRange()) {
        state.settle(done.from(), done.to());
      }
      state.add(Counter.READINGS_STORED, done.stored());
      state.add(Counter.READINGS_REFUSED, done.refused());
      state.add(Counter.READINGS_DAMAGED, done.damaged());
      settlementsUncommitted = true;
    }
  }

  private SegmentWriter writer() throws SQLException {
    SegmentWriter writer = active;
    if (writer != null && writer.file.bytes < options.segmentBytes()) {
      return writer;
    }
    // The old one is kept until the new one is there: on a full disk, acknowledgements need it.
    SegmentWriter next = begin();
    closeActive();
    nextNumber++;
    active = next;
    segments.activate(next.file);
    return next;
  }

  private SegmentWriter begin() throws SQLException {
    SegmentFile file =
        new SegmentFile(SegmentFile.path(folder, nextNumber), nextNumber, state.nextId());
    try {
      return SegmentWriter.create(file);
    } catch (SQLException e) {
      try {
        file.delete();
      } catch (IOException leftover) {
        e.addSuppressed(leftover);
      }
      throw e;
    }
  }

  private void closeActive() {
    SegmentWriter writer = active;
    active = null;
    if (writer != null) {
      try {
        writer.close();
      } catch (SQLException e) {
        LOG.warn("closing {}: {}", writer.file.path, e.toString());
      }
      writer.file.bytes = writer.file.sizeOnDisk();
      segments.deactivate();
    }
  }

  private void trouble(SQLException e) {
    boolean diskFull = org.sqlite.SQLiteErrorCode.SQLITE_FULL.code == (e.getErrorCode() & 0xff);
    if (!diskFull) {
      // After a failed write or fsync nobody knows what the file holds: go on in another one.
      closeActive();
    }
    condition.failed(e, diskFull);
  }

  private static void confirm(SpoolGroup group) {
    try {
      group.onDurable().run();
    } catch (RuntimeException e) {
      LOG.error("a sender could not be told that its messages are durable", e);
    }
  }
}
