package vn.kenh.gateway.spool;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the spool in order of their entries; shared by the writer and the reader. */
final class Segments {

  private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

  private final ConcurrentSkipListMap<Integer, SegmentFile> byNumber =
      new ConcurrentSkipListMap<>();

  Segments(Collection<SegmentFile> existing) {
    existing.forEach(this::add);
  }

  void add(SegmentFile segment) {
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

  /** Deletes the files without unsettled entries, but never {@code active}. */
  void deleteSettled(long settledUpTo, SegmentFile active) {
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
