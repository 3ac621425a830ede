package vn.kenh.gateway.spool;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Deletes the files without unsettled entries, but never the active one. */
  void deleteSettled(long settledUpTo) {
    for (SegmentFile segment : List.copyOf(byNumber.values())) {
      if (segment != active && segment.lastId <= settledUpTo) {
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
