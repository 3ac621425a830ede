package vn.kenh.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds damage inside a write-ahead log before SQLite opens it. SQLite takes the first frame with a
 * wrong checksum for the end of the log and then throws the rest away, committed or not.
 *
 * <p>Source: the SQLite file format, sections 4.1 to 4.3.
 */
final class WalCheck {

  private static final int MAGIC = 0x377f0682;
  private static final int HEADER = 32;
  private static final int FRAME = 24 + SegmentFile.PAGE_SIZE;

  private WalCheck() {}

  /** Whether every transaction that was committed to this log will be seen by SQLite. */
  static boolean isSound(Path wal) throws IOException {
    if (!Files.exists(wal) || Files.size(wal) < HEADER) {
      return true;
    }
    byte[] bytes = Files.readAllBytes(wal);
    ByteBuffer log = ByteBuffer.wrap(bytes);
    int magic = log.getInt(0);
    if ((magic & ~1) != MAGIC || log.getInt(8) != SegmentFile.PAGE_SIZE) {
      return false;
    }
    Checksum sum = new Checksum(bytes, (magic & 1) == 0);
    sum.add(0, 24);
    if (!sum.is(log.getInt(24), log.getInt(28))) {
      return false;
    }
    boolean intact = true;
    for (int at = HEADER; at + FRAME <= bytes.length; at += FRAME) {
      boolean sameGeneration = log.getLong(at + 8) == log.getLong(16);
      if (intact) {
        sum.add(at, 8);
        sum.add(at + 24, SegmentFile.PAGE_SIZE);
        intact = sameGeneration && sum.is(log.getInt(at + 16), log.getInt(at + 20));
      }
      boolean commit = log.getInt(at + 4) != 0;
      if (!intact && sameGeneration && commit) {
        return false;
      }
    }
    return true;
  }

  private static final class Checksum {
    private final ByteBuffer words;
    private int first;
    private int second;

    Checksum(byte[] bytes, boolean littleEndian) {
      this.words =
          ByteBuffer.wrap(bytes)
              .order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    void add(int from, int length) {
      for (int at = from; at < from + length; at += 8) {
        first += words.getInt(at) + second;
        second += words.getInt(at + 4) + first;
      }
    }

    boolean is(int expectedFirst, int expectedSecond) {
      return first == expectedFirst && second == expectedSecond;
    }
  }
}
