package vn.kenh.gateway.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets a damaged segment aside and puts a sound one with every undamaged entry in its place. The
 * damaged file stays in the folder for whoever wants to look at it; delete it to have the space.
 */
final class SegmentSalvage {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentSalvage.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Clock clock;

  SegmentSalvage(Clock clock) {
    this.clock = clock;
  }

  /**
   * Replaces the file, and corrects {@code segment} to what is in it now.
   *
   * @param lowestId entries below are settled and of no interest any more
   * @param highestId entries above belong to a later segment
   * @return the entries saved
   * @throws IOException if the disk does not take the new file; nothing has changed then
   */
  SortedMap<Long, SpoolEntry> replace(SegmentFile segment, long lowestId, long highestId)
      throws IOException, SQLException {
    SegmentScan scan = SegmentScan.of(segment);
    SortedMap<Long, SpoolEntry> saved = scan.entries().subMap(lowestId, highestId + 1);
    Path replacement = segment.path.resolveSibling(segment.path.getFileName() + ".saved");
    write(replacement, segment, List.copyOf(saved.values()), scan.state());
    Path aside = aside(segment.path);
    setAside(segment, aside);
    Files.move(replacement, segment.path, StandardCopyOption.ATOMIC_MOVE);
    if (!saved.isEmpty()) {
      segment.firstId = saved.firstKey();
      segment.lastId = saved.lastKey();
    }
    segment.salvaged = true;
    segment.bytes = segment.sizeOnDisk();
    LOG.error(
        "{} was damaged and is set aside as {}; {} undamaged entries with {} readings were saved."
            + " Check the disk. The other segments are not affected.",
        segment.path,
        aside.getFileName(),
        saved.size(),
        saved.values().stream().mapToLong(SpoolEntry::readings).sum());
    return saved;
  }

  /** Completes a replacement that a crash interrupted. */
  void finishInterrupted(Path folder) throws IOException {
    for (Path file : SegmentFile.filesIn(folder)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".db.saved")) {
        Path path = file.resolveSibling(name.substring(0, name.length() - ".saved".length()));
        setAside(new SegmentFile(path, 0, 1), aside(path));
        Files.move(file, path, StandardCopyOption.ATOMIC_MOVE);
      } else if (name.contains(".db.part")) {
        Files.delete(file);
      }
    }
  }

  private static void write(
      Path target, SegmentFile segment, List<SpoolEntry> entries, Optional<SpoolState> state)
      throws IOException, SQLException {
    Path part = segment.path.resolveSibling(segment.path.getFileName() + ".part");
    Files.deleteIfExists(part);
    Files.deleteIfExists(part.resolveSibling(part.getFileName() + "-wal"));
    SegmentFile file = new SegmentFile(part, segment.number, segment.firstId);
    try (SegmentWriter writer = SegmentWriter.create(file)) {
      writer.commit(entries, state.map(SpoolState::encode).orElseGet(() -> new byte[0]));
    }
    // Closed, it has no log beside it any more and can be renamed alone.
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path aside(Path segment) {
    return segment.resolveSibling(
        segment.getFileName() + ".damaged-" + STAMP.format(clock.instant()));
  }

  private static void setAside(SegmentFile segment, Path aside) throws IOException {
    Files.deleteIfExists(segment.sharedMemory());
    if (Files.exists(segment.wal())) {
      Files.move(
          segment.wal(),
          aside.resolveSibling(aside.getFileName() + "-wal"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.exists(segment.path)) {
      Files.move(segment.path, aside, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
