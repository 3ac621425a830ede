package vn.kenh.gateway.spool;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the spool in order of their entries; shared by the writer and the reader. */
final class Segments {

  private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

  private final ConcurrentSkipListMap<Integer, SegmentFile> byNumber =
      new ConcurrentSkipListMap<>();

  private volatile @Nullable SegmentFile active;

  /** Complete, but still being brought from their logs into their files. */
  private final Set<SegmentFile> closing = ConcurrentHashMap.newKeySet();

  /** Whether one was closed since the last {@link #deleteSettled}. */
  private volatile boolean closedSome;

  Segments(Collection<SegmentFile> existing) {
    existing.forEach(this::add);
  }

  /** The segment that is being written to, if any. */
  Optional<SegmentFile> active() {
    return Optional.ofNullable(active);
  }

  void activate(SegmentFile segment) {
    active = segment;
    add(segment);
  }

  void deactivate() {
    active = null;
  }

  /** Nothing is written to this segment any more, but its file is not closed yet. */
  void closing(SegmentFile segment) {
    closing.add(segment);
  }

  /** The file is closed. */
  void closed(SegmentFile segment) {
    if (closing.remove(segment)) {
      closedSome = true;
    }
  }

  /** Whether there may be something to delete that was still open at the last time. */
  boolean hasClosedSome() {
    return closedSome;
  }

  /** Whether the writer still has the file open. */
  boolean isOpen(SegmentFile segment) {
    return segment == active || closing.contains(segment);
  }

  private void add(SegmentFile segment) {
    byNumber.put(segment.number, segment);
  }

  /** The first segment that has entries with this id or a higher one. */
  Optional<SegmentFile> reaching(long id) {
    return byNumber.values().stream().filter(segment -> segment.lastId >= id).findFirst();
  }

  /** The segment after this one, whether or not it has entries. */
  Optional<SegmentFile> after(SegmentFile segment) {
    return Optional.ofNullable(byNumber.higherEntry(segment.number)).map(Map.Entry::getValue);
  }

  long bytes() {
    long sum = 0;
    for (SegmentFile segment : byNumber.values()) {
      sum += segment.bytes;
    }
    return sum;
  }

  int count() {
    return byNumber.size();
  }

  /**
   * Deletes the files without unsettled entries, but never one that the writer has open: that one
   * goes when it has been closed. Of the commit thread alone, and only once a commit to a later
   * segment has made the settlements durable there.
   */
  void deleteSettled(long settledUpTo) {
    closedSome = false;
    for (SegmentFile segment : List.copyOf(byNumber.values())) {
      if (segment.lastId <= settledUpTo && !isOpen(segment)) {
        byNumber.remove(segment.number);
        try {
          segment.delete();
        } catch (IOException e) {
          LOG.warn("cannot delete {}; it takes space in vain: {}", segment.path, e.toString());
        }
      }
    }
  }
}
