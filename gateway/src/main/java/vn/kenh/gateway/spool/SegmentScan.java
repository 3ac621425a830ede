package vn.kenh.gateway.spool;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a damaged segment straight from its pages, without SQLite, which gives up at
 * the first page it does not understand. Every table leaf page, in the database and in every frame
 * of its write-ahead log, is searched for rows; a row counts if its own checksum is right, so
 * neither the header nor the inner pages nor the log's checksums are needed.
 *
 * <p>Source for the layout: the SQLite file format, sections 1.6 (b-tree pages), 2.1 (record
 * format) and 4.1 (WAL file format). Entries are never changed or deleted within a segment, so it
 * does not matter which version of a page a row is found in.
 */
final class SegmentScan {

  private static final int PAGE = SegmentFile.PAGE_SIZE;
  private static final int WAL_HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int LEAF = 0x0D;
  private static final int MAX_LOCAL = PAGE - 35;
  private static final int MIN_LOCAL = (PAGE - 12) * 32 / 255 - 23;
  private static final long MAX_FILE = 512L << 20;

  private final List<ByteBuffer> pages = new ArrayList<>();
  private final Map<Integer, ByteBuffer> inDatabase = new HashMap<>();
  private final Map<Integer, ByteBuffer> inLog = new HashMap<>();
  private final SortedMap<Long, SpoolEntry> entries = new TreeMap<>();
  private @Nullable SpoolState state;

  private SegmentScan() {}

  static SegmentScan of(SegmentFile file) throws IOException {
    SegmentScan scan = new SegmentScan();
    scan.addDatabase(read(file.path));
    scan.addLog(read(file.wal()));
    for (ByteBuffer page : scan.pages) {
      scan.searchLeaf(page);
    }
    return scan;
  }

  /** Every entry whose checksum is right, by id. */
  SortedMap<Long, SpoolEntry> entries() {
    return entries;
  }

  /** The newest undamaged state row. */
  Optional<SpoolState> state() {
    return Optional.ofNullable(state);
  }

  private void addDatabase(byte[] bytes) {
    for (int at = 0; at + PAGE <= bytes.length; at += PAGE) {
      ByteBuffer page = ByteBuffer.wrap(bytes, at, PAGE).slice();
      pages.add(page);
      inDatabase.put(at / PAGE + 1, page);
    }
  }

  private void addLog(byte[] bytes) {
    for (int at = WAL_HEADER; at + FRAME_HEADER + PAGE <= bytes.length; at += FRAME_HEADER + PAGE) {
      ByteBuffer page = ByteBuffer.wrap(bytes, at + FRAME_HEADER, PAGE).slice();
      pages.add(page);
      inLog.put(ByteBuffer.wrap(bytes, at, 4).getInt(), page);
    }
  }

  private void searchLeaf(ByteBuffer page) {
    if (page.get(0) != LEAF) {
      return;
    }
    int cells = Math.min(page.getShort(3) & 0xffff, (PAGE - 8) / 2);
    for (int i = 0; i < cells; i++) {
      int at = page.getShort(8 + 2 * i) & 0xffff;
      if (at >= 8 && at < PAGE - 4 && !isRow(page, at, inLog, inDatabase)) {
        isRow(page, at, inDatabase, inLog);
      }
    }
  }

  private boolean isRow(
      ByteBuffer page,
      int at,
      Map<Integer, ByteBuffer> preferred,
      Map<Integer, ByteBuffer> otherwise) {
    try {
      return searchCell(page, at, preferred, otherwise);
    } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
      return false; // Damage can make any number of anything: what does not fit is not a row.
    }
  }

  private boolean searchCell(
      ByteBuffer page,
      int at,
      Map<Integer, ByteBuffer> preferred,
      Map<Integer, ByteBuffer> otherwise) {
    ByteBuffer cell = page.duplicate().position(at);
    long size = varint(cell);
    long id = varint(cell);
    if (size < 3 || size > (long) pages.size() * PAGE) {
      return false;
    }
    byte[] payload = new byte[(int) size];
    int local = localSize(payload.length);
    cell.get(payload, 0, local);
    int filled = local;
    if (filled < payload.length) {
      int next = cell.getInt();
      while (filled < payload.length) {
        ByteBuffer overflow = preferred.getOrDefault(next, otherwise.get(next));
        if (overflow == null) {
          return false;
        }
        int part = Math.min(PAGE - 4, payload.length - filled);
        overflow.get(4, payload, filled, part);
        filled += part;
        next = overflow.getInt(0);
      }
    }
    return record(id, ByteBuffer.wrap(payload));
  }

  private static int localSize(int payload) {
    if (payload <= MAX_LOCAL) {
      return payload;
    }
    int local = MIN_LOCAL + (payload - MIN_LOCAL) % (PAGE - 4);
    return local <= MAX_LOCAL ? local : MIN_LOCAL;
  }

  private boolean record(long id, ByteBuffer payload) {
    int headerEnd = (int) varint(payload);
    List<Long> types = new ArrayList<>();
    while (payload.position() < headerEnd && types.size() < 8) {
      types.add(varint(payload));
    }
    if (payload.position() != headerEnd) {
      return false;
    }
    return switch (types.size()) {
      case 2 -> stateRow(types, payload);
      case 6 -> entryRow(id, types, payload);
      default -> false;
    };
  }

  private boolean stateRow(List<Long> types, ByteBuffer payload) {
    Optional<SpoolState> found = SpoolState.decode(bytes(types.get(1), payload));
    found
        .filter(candidate -> state == null || candidate.sequence() > state.sequence())
        .ifPresent(candidate -> state = candidate);
    return found.isPresent();
  }

  private boolean entryRow(long id, List<Long> types, ByteBuffer payload) {
    int kind = (int) integer(types.get(1), payload);
    int readings = (int) integer(types.get(2), payload);
    String topic = new String(bytes(types.get(3), payload), StandardCharsets.UTF_8);
    byte[] body = bytes(types.get(4), payload);
    int checksum = (int) integer(types.get(5), payload);
    SpoolEntry entry = new SpoolEntry(id, EntryKind.of(kind), topic, readings, body);
    boolean good = SegmentFile.checksum(entry) == checksum;
    if (good) {
      entries.put(id, entry);
    }
    return good;
  }

  private static byte[] bytes(long type, ByteBuffer payload) {
    if (type < 12) {
      throw new IllegalArgumentException("neither text nor blob");
    }
    byte[] bytes = new byte[(int) Math.min((type - 12) / 2, payload.remaining())];
    payload.get(bytes);
    return bytes;
  }

  private static long integer(long type, ByteBuffer payload) {
    if (type == 8 || type == 9) {
      return type - 8;
    }
    if (type < 1 || type > 6) {
      throw new IllegalArgumentException("not an integer");
    }
    int length = type == 5 ? 6 : type == 6 ? 8 : (int) type;
    long value = payload.get();
    for (int i = 1; i < length; i++) {
      value = value << 8 | (payload.get() & 0xff);
    }
    return value;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      byte b = bytes.get();
      value = value << 7 | (b & 0x7f);
      if (b >= 0) {
        return value;
      }
    }
    return value << 8 | (bytes.get() & 0xff);
  }

  private static byte[] read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new byte[0];
    }
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE) {
      throw new IOException(file + " is not a spool segment");
    }
    return Files.readAllBytes(file);
  }
}
