package vn.kenh.gateway.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out at the start what is in the spool, whatever happened before: an ordinary stop, a crash
 * in the middle of anything, or damage. Damaged files are replaced by what can be saved of them; no
 * file can keep the spool from opening.
 */
final class SpoolRecovery {

  /** What was found. */
  record Found(List<SegmentFile> segments, SpoolState state, int nextNumber) {}

  private static final Logger LOG = LoggerFactory.getLogger(SpoolRecovery.class);

  private final Path folder;
  private final SegmentSalvage salvage;
  private final List<SegmentFile> segments = new ArrayList<>();
  private SpoolState state = new SpoolState();
  private int nextNumber = 1;

  SpoolRecovery(Path folder, SegmentSalvage salvage) {
    this.folder = folder;
    this.salvage = salvage;
  }

  Found run() throws IOException {
    Files.createDirectories(folder);
    salvage.finishInterrupted(folder);
    sweepOrphans();
    for (Path path : SegmentFile.filesIn(folder)) {
      SegmentFile.numberOf(path).ifPresent(number -> open(new SegmentFile(path, number, 1)));
    }
    for (int i = 0; i < segments.size(); i++) {
      checkRange(i);
    }
    segments.forEach(segment -> state.raiseNextId(segment.lastId + 1));
    if (state.sequence() == 0 && !segments.isEmpty()) {
      state.settle(1, segments.get(0).firstId - 1);
    }
    balance();
    return new Found(segments, state, nextNumber);
  }

  private void open(SegmentFile segment) {
    nextNumber = Math.max(nextNumber, segment.number + 1);
    segment.bytes = segment.sizeOnDisk();
    try {
      if (inspect(segment)) {
        segments.add(segment);
      }
    } catch (IOException | SQLException e) {
      LOG.error(
          "{} cannot be read and is left as it is until the next start; everything else works: {}",
          segment.path,
          e.toString());
    }
  }

  /** A damaged page can make ids up: those of a segment end before those of the next begin. */
  private void checkRange(int index) {
    SegmentFile segment = segments.get(index);
    long end = state.sequence() > 0 ? state.nextId() : Long.MAX_VALUE;
    if (index + 1 < segments.size()) {
      end = Math.min(end, segments.get(index + 1).firstId);
    }
    if (segment.salvaged || (segment.lastId < end && segment.firstId > 0)) {
      return;
    }
    LOG.warn("{} is damaged: its entries have impossible numbers", segment.path);
    try {
      replace(segment);
    } catch (IOException | SQLException e) {
      LOG.error("cannot save what is undamaged of {}: {}", segment.path, e.toString());
    }
  }

  /** Whether there is anything in it; what is empty is deleted. */
  private boolean inspect(SegmentFile segment) throws IOException, SQLException {
    boolean found;
    if (WalCheck.isSound(segment.wal())) {
      try {
        found = summarise(segment);
      } catch (SQLException e) {
        LOG.warn("{} is damaged: {}", segment.path, e.getMessage());
        found = replace(segment);
      }
    } else {
      LOG.warn("the log of {} is damaged", segment.path);
      found = replace(segment);
    }
    if (!found) {
      segment.delete();
    }
    return found;
  }

  private boolean replace(SegmentFile segment) throws IOException, SQLException {
    salvage.replace(segment, 1, Long.MAX_VALUE - 1);
    return summarise(segment);
  }

  private boolean summarise(SegmentFile segment) throws SQLException {
    try (SegmentReader reader = new SegmentReader(segment)) {
      if (reader.isUnused()) {
        return false;
      }
      Optional<SpoolState> found = reader.state();
      found
          .filter(candidate -> candidate.sequence() > state.sequence())
          .ifPresent(newest -> state = newest);
      Optional<SegmentReader.Summary> summary = reader.summary();
      summary.ifPresent(
          ids -> {
            segment.firstId = ids.firstId();
            segment.lastId = ids.lastId();
          });
      return found.isPresent() || summary.isPresent();
    }
  }

  /** Makes the books agree with what is really there. */
  private void balance() {
    long pending = 0;
    long from = state.settledUpTo() + 1;
    for (SegmentFile segment : segments) {
      long readings = pendingReadings(segment, from);
      segment.untakenReadings.set(readings);
      pending += readings;
      from = Math.max(from, segment.lastId + 1);
    }
    long missing = state.ledger().readingsPending() - pending;
    if (missing > 0) {
      state.add(Counter.READINGS_DAMAGED, missing);
    } else if (missing < 0) {
      // The newest state is lost with its segment; the entries know better.
      state.add(Counter.READINGS_SPOOLED, -missing);
    }
  }

  private long pendingReadings(SegmentFile segment, long from) {
    try (SegmentReader reader = new SegmentReader(segment)) {
      return reader.pendingReadings(state, from);
    } catch (SQLException e) {
      LOG.warn("{} is damaged, its readings cannot be counted yet: {}", segment, e.getMessage());
      return 0;
    }
  }

  private void sweepOrphans() throws IOException {
    for (Path path : SegmentFile.filesIn(folder)) {
      String name = path.getFileName().toString();
      if (name.endsWith(".db-wal") || name.endsWith(".db-shm")) {
        Path database = path.resolveSibling(name.substring(0, name.length() - 4));
        if (Files.notExists(database)) {
          Files.delete(path);
        }
      }
    }
  }
}
