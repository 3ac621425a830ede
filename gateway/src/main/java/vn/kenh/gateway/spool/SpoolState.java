package vn.kenh.gateway.spool;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.zip.CRC32C;

/**
 * What is written with every commit besides the entries: the books, and which entries the sink has
 * settled. Always the newest state (by sequence) of all segments counts. Owned by the commit
 * thread.
 */
final class SpoolState {

  private static final int MAGIC = 0x4b53_5031;

  private final long[] counts = new long[Counter.COUNT];
  private final TreeMap<Long, Long> settledRanges = new TreeMap<>();
  private long sequence;
  private long nextId = 1;
  private long settledUpTo;

  long sequence() {
    return sequence;
  }

  long nextId() {
    return nextId;
  }

  void raiseNextId(long atLeast) {
    nextId = Math.max(nextId, atLeast);
  }

  /** Every entry up to this id is settled. */
  long settledUpTo() {
    return settledUpTo;
  }

  boolean isSettled(long id) {
    Map.Entry<Long, Long> range = settledRanges.floorEntry(id);
    return id <= settledUpTo || (range != null && id <= range.getValue());
  }

  /** {@link #isSettled} as of now, for use by another thread. */
  LongPredicate settledSnapshot() {
    TreeMap<Long, Long> ranges = new TreeMap<>(settledRanges);
    long upTo = settledUpTo;
    return id -> {
      Map.Entry<Long, Long> range = ranges.floorEntry(id);
      return id <= upTo || (range != null && id <= range.getValue());
    };
  }

  private void add(Counts changes) {
    for (Counter counter : Counter.values()) {
      counts[counter.index] += changes.get(counter);
    }
  }

  void add(Counter counter, long change) {
    counts[counter.index] += change;
  }

  /** Marks entries {@code from} to {@code to}, both included, as no longer of interest. */
  void settle(long from, long to) {
    if (from <= settledUpTo + 1) {
      settledUpTo = Math.max(settledUpTo, to);
    } else {
      Map.Entry<Long, Long> before = settledRanges.floorEntry(from - 1);
      if (before != null && before.getValue() + 1 >= from) {
        settledRanges.put(before.getKey(), Math.max(before.getValue(), to));
      } else {
        settledRanges.merge(from, to, Math::max);
      }
    }
    Map.Entry<Long, Long> first = settledRanges.firstEntry();
    while (first != null && first.getKey() <= settledUpTo + 1) {
      settledUpTo = Math.max(settledUpTo, first.getValue());
      settledRanges.pollFirstEntry();
      first = settledRanges.firstEntry();
    }
  }

  Ledger ledger() {
    return new Ledger(counts);
  }

  /** Takes over what a commit has made durable. */
  void apply(Counts changes, int entries) {
    add(changes);
    nextId += entries;
    sequence++;
  }

  byte[] encode() {
    return encode(sequence, new Counts(), 0);
  }

  /** The bytes of the next state row, as it will be once {@link #apply} has followed. */
  byte[] encodeNext(Counts changes, int entries) {
    return encode(sequence + 1, changes, entries);
  }

  private byte[] encode(long newSequence, Counts changes, int entries) {
    int size = 4 + 3 * 8 + 4 + 8 * counts.length + 4 + 16 * settledRanges.size() + 4;
    ByteBuffer bytes = ByteBuffer.allocate(size);
    bytes.putInt(MAGIC).putLong(newSequence).putLong(nextId + entries).putLong(settledUpTo);
    bytes.putInt(counts.length);
    for (Counter counter : Counter.values()) {
      bytes.putLong(counts[counter.index] + changes.get(counter));
    }
    bytes.putInt(settledRanges.size());
    settledRanges.forEach((from, to) -> bytes.putLong(from).putLong(to));
    bytes.putInt(checksum(bytes.array(), bytes.position()));
    return bytes.array();
  }

  /** Reads a state row; empty if it is damaged. */
  static Optional<SpoolState> decode(byte[] row) {
    ByteBuffer bytes = ByteBuffer.wrap(row);
    if (row.length < 44
        || bytes.getInt() != MAGIC
        || bytes.getInt(row.length - 4) != checksum(row, row.length - 4)) {
      return Optional.empty();
    }
    SpoolState state = new SpoolState();
    state.sequence = bytes.getLong();
    state.nextId = bytes.getLong();
    state.settledUpTo = bytes.getLong();
    int counters = bytes.getInt();
    for (int i = 0; i < counters; i++) {
      long count = bytes.getLong();
      if (i < state.counts.length) {
        state.counts[i] = count;
      }
    }
    int ranges = bytes.getInt();
    for (int i = 0; i < ranges; i++) {
      state.settledRanges.put(bytes.getLong(), bytes.getLong());
    }
    return Optional.of(state);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
