package vn.kenh.gateway.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumer's way through the spool: each entry once, in order, from memory or from disk. */
final class SpoolReader {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolReader.class);
  private static final long CHUNK_BYTES = 1 << 20;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Segments segments;
  private final ReadAhead readAhead;
  private final SegmentSalvage salvage;
  private final LongPredicate settledBefore;
  private final Consumer<Settlement> settlements;
  private final Runnable abandonActive;
  private final ArrayDeque<SpoolEntry> chunk = new ArrayDeque<>();
  private @Nullable SegmentReader open;
  private long nextId;

  /**
   * @param settledBefore entries that were settled before the last start
   * @param settlements told of entries that turn out not to be there any more
   * @param abandonActive has the writer begin a new segment, because the newest is damaged
   */
  SpoolReader(
      Segments segments,
      ReadAhead readAhead,
      SegmentSalvage salvage,
      long nextId,
      LongPredicate settledBefore,
      Consumer<Settlement> settlements,
      Runnable abandonActive) {
    this.segments = segments;
    this.readAhead = readAhead;
    this.salvage = salvage;
    this.nextId = nextId;
    this.settledBefore = settledBefore;
    this.settlements = settlements;
    this.abandonActive = abandonActive;
  }

  synchronized Optional<SpoolEntry> take(Duration timeout) throws InterruptedException {
    long deadline = ReadAhead.deadline(timeout);
    while (true) {
      SpoolEntry entry = chunk.poll();
      if (entry == null) {
        entry = readAhead.poll();
      }
      if (entry != null) {
        if (isNew(entry)) {
          return Optional.of(entry);
        }
      } else if (readAhead.mustReadDisk(nextId - 1)) {
        if (!readDisk()) {
          Duration pause = ReadAhead.remaining(deadline);
          wait(Math.max(1, Math.min(pause.toMillis(), RETRY.toMillis())));
          if (pause.isZero()) {
            return Optional.empty();
          }
        }
      } else if (!readAhead.await(ReadAhead.remaining(deadline))) {
        return Optional.empty();
      }
    }
  }

  synchronized void close() {
    closeSegment();
  }

  private boolean isNew(SpoolEntry entry) {
    if (entry.id() < nextId) {
      return false;
    }
    if (entry.id() > nextId) {
      settlements.accept(new Settlement(nextId, entry.id() - 1, 0, 0, 0));
    }
    nextId = entry.id() + 1;
    if (settledBefore.test(entry.id())) {
      return false;
    }
    segments
        .reaching(entry.id())
        .ifPresent(segment -> segment.untakenReadings.addAndGet(-entry.readings()));
    return true;
  }

  /**
   * Fills the chunk, or learns that there is nothing left; false if the disk cannot be read now.
   */
  private boolean readDisk() {
    SegmentFile segment = segments.reaching(nextId).orElse(null);
    if (segment == null) {
      closeSegment();
      return false;
    }
    long from = Math.max(nextId, segment.firstId);
    try {
      List<SpoolEntry> entries = open(segment).read(from, CHUNK_BYTES);
      if (segment.salvaged || isWithoutGap(entries, from)) {
        chunk.addAll(entries);
        if (entries.isEmpty()) {
          skipTo(segment.lastId + 1);
        }
        return true;
      }
      LOG.warn("{} lacks entries after {}", segment.path, from - 1);
    } catch (SegmentDamagedException e) {
      LOG.warn("{} is damaged: {}", segment.path, e.getMessage());
    } catch (SQLException e) {
      if (!SegmentDamagedException.isDamage(e) && Files.exists(segment.path)) {
        LOG.warn("{} cannot be read now, tries again: {}", segment.path, e.getMessage());
        closeSegment();
        return false;
      }
      LOG.warn("{} is damaged: {}", segment.path, e.getMessage());
    }
    closeSegment();
    return salvage(segment);
  }

  /** Every id from {@code from} on must be there: ids are given without gaps. */
  private static boolean isWithoutGap(List<SpoolEntry> entries, long from) {
    long expected = from;
    for (SpoolEntry entry : entries) {
      if (entry.id() != expected++) {
        return false;
      }
    }
    return !entries.isEmpty();
  }

  private boolean salvage(SegmentFile segment) {
    if (segments.active().filter(active -> active == segment).isPresent()) {
      // It is looked at again once the writer has moved to another file.
      abandonActive.run();
      return false;
    }
    long highestId =
        segments.after(segment).map(next -> next.firstId - 1).orElseGet(readAhead::lastCommitted);
    try {
      long left =
          salvage.replace(segment, 1, highestId).values().stream()
              .filter(entry -> entry.id() >= nextId && !settledBefore.test(entry.id()))
              .mapToLong(SpoolEntry::readings)
              .sum();
      settlements.accept(Settlement.damage(segment.untakenReadings.getAndSet(left) - left));
      return true;
    } catch (IOException | SQLException e) {
      LOG.error(
          "cannot save what is undamaged of {}, will try again: {}", segment.path, e.toString());
      return false;
    }
  }

  private void skipTo(long id) {
    if (id > nextId) {
      settlements.accept(new Settlement(nextId, id - 1, 0, 0, 0));
      nextId = id;
    }
  }

  private SegmentReader open(SegmentFile segment) throws SQLException {
    SegmentReader reader = open;
    if (reader != null && reader.file == segment) {
      return reader;
    }
    closeSegment();
    reader = new SegmentReader(segment);
    open = reader;
    return reader;
  }

  private void closeSegment() {
    SegmentReader reader = open;
    open = null;
    if (reader != null) {
      try {
        reader.close();
      } catch (SQLException e) {
        LOG.warn("closing {}: {}", reader.file.path, e.toString());
      }
    }
  }
}
