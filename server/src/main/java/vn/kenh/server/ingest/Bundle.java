package vn.kenh.server.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vn.kenh.gateway.spool.SpoolEntry;

/** Entries of the spool on their way into the store together. */
final class Bundle {

  private final List<SpoolEntry> entries = new ArrayList<>();
  private byte[] lines = new byte[64 * 1024];
  private int size;
  private int points;

  Bundle() {}

  Bundle(SpoolEntry entry) {
    add(entry);
  }

  void add(SpoolEntry entry) {
    byte[] body = entry.body();
    entries.add(entry);
    if (size + body.length + 1 > lines.length) {
      lines = Arrays.copyOf(lines, Math.max(lines.length * 2, size + body.length + 1));
    }
    System.arraycopy(body, 0, lines, size, body.length);
    size += body.length;
    for (byte b : body) {
      points += b == '\n' ? 1 : 0;
    }
    if (size > 0 && lines[size - 1] != '\n') {
      lines[size++] = '\n';
      points++;
    }
  }

  List<SpoolEntry> entries() {
    return entries;
  }

  byte[] lines() {
    return Arrays.copyOf(lines, size);
  }

  int size() {
    return size;
  }

  int points() {
    return points;
  }

  int readings() {
    return entries.stream().mapToInt(SpoolEntry::readings).sum();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }
}
