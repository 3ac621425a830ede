package vn.kenh.gateway.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The durable queue between decoding and the sink. What {@link #append} has confirmed is on disk
 * and comes out of {@link #take} until it has been acknowledged, however often the process dies in
 * between; an entry may then come twice, never zero times.
 *
 * <p>Any number of threads may append and acknowledge; the entries go to one consumer, which may
 * have many of them outstanding.
 */
public final class Spool implements AutoCloseable {

  private final Backpressure backpressure;
  private final Segments segments;
  private final SpoolWriter writer;
  private final SpoolReader reader;
  private final Thread thread;
  private final Map<Long, Integer> outstanding = new ConcurrentHashMap<>();

  private Spool(Path folder, SpoolOptions options, Quarantine quarantine, Clock clock)
      throws IOException {
    SegmentSalvage salvage = new SegmentSalvage(clock);
    SpoolRecovery.Found found = new SpoolRecovery(folder, salvage).run();
    SpoolState state = found.state();
    this.backpressure = new Backpressure(options.queueBytes());
    this.segments = new Segments(found.segments());
    long lastId = state.nextId() - 1;
    long firstUnsettled = state.settledUpTo() + 1;
    ReadAhead readAhead = new ReadAhead(options.readAheadBytes(), lastId, firstUnsettled <= lastId);
    this.writer =
        new SpoolWriter(folder, options, found, segments, readAhead, backpressure, quarantine);
    this.reader =
        new SpoolReader(
            segments,
            readAhead,
            salvage,
            firstUnsettled,
            state.settledSnapshot(),
            writer::settle,
            writer::abandonActive);
    this.thread = new Thread(writer, "spool-commit");
  }

  /**
   * Opens the spool in {@code folder}, which must belong to this process alone ({@link
   * DataFolder}), and begins to commit.
   *
   * @throws UncheckedIOException if the folder cannot be created or listed; damage inside it never
   *     keeps the spool from opening
   */
  public static Spool open(Path folder, SpoolOptions options, Quarantine quarantine, Clock clock) {
    try {
      Spool spool = new Spool(folder, options, quarantine, clock);
      spool.thread.start();
      return spool;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the spool in " + folder, e);
    }
  }

  /**
   * Makes a group durable with the next commit and then runs its {@code onDurable}. Never blocks;
   * heed {@link #backpressure()}.
   */
  public void append(SpoolGroup group) {
    writer.append(group);
  }

  /** Has the commit thread ask {@code source} for groups at every commit. */
  public void addSource(GroupSource source) {
    writer.addSource(source);
  }

  /** Tells the commit thread that a source has something to give. */
  public void signal() {
    writer.signal();
  }

  /** The signal that senders should wait. */
  public Backpressure backpressure() {
    return backpressure;
  }

  /** The next entry for the sink, empty if none came within {@code timeout}. */
  public Optional<SpoolEntry> take(Duration timeout) throws InterruptedException {
    Optional<SpoolEntry> entry = reader.take(timeout);
    entry.ifPresent(taken -> outstanding.put(taken.id(), taken.readings()));
    return entry;
  }

  /**
   * Settles an entry that was taken: the sink has {@code stored} of its readings and will never
   * take {@code refused} of them, which are in the quarantine. Becomes durable with a commit soon
   * after; if the process dies before, the entry comes again.
   *
   * @throws IllegalArgumentException if the entry is not outstanding, or the numbers do not add up
   *     to its readings
   */
  public void acknowledge(long id, int stored, int refused) {
    Integer readings = outstanding.get(id);
    if (readings == null || stored < 0 || refused < 0 || stored + refused != readings) {
      throw new IllegalArgumentException(
          "entry "
              + id
              + " of "
              + readings
              + " readings cannot be settled as "
              + stored
              + " stored and "
              + refused
              + " refused");
    }
    if (outstanding.remove(id, readings)) {
      writer.settle(new Settlement(id, id, stored, refused, 0));
    }
  }

  /** The books as of the last commit. */
  public Ledger ledger() {
    return writer.ledger();
  }

  /** Whether messages are taken now, and if not, what to do. */
  public SpoolHealth health() {
    return writer.health();
  }

  /** Disk space taken, in bytes. */
  public long bytesOnDisk() {
    return segments.bytes();
  }

  /** Number of segment files. */
  public int segmentCount() {
    return segments.count();
  }

  /** Commits what has been appended, confirms it, and closes the files. */
  @Override
  public void close() {
    writer.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    reader.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
