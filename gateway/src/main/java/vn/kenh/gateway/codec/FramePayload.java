package vn.kenh.gateway.codec;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The lines of a frame, unpacked where its first bytes say that it is gzip or zstd. */
final class FramePayload {

  /** What a frame may hold, so that a small bomb cannot fill the memory. */
  static final int MAX_UNPACKED_BYTES = 16 * 1024 * 1024;

  /** log2 of the farthest zstd may look back: the memory the sender can make us take. */
  private static final int MAX_ZSTD_WINDOW = 24;

  private FramePayload() {}

  static byte[] unpack(byte[] payload) throws UndecodableException {
    if (startsWith(payload, 0x1f, 0x8b)) {
      return unpack(payload, "gzip", GZIPInputStream::new);
    }
    if (startsWith(payload, 0x28, 0xb5, 0x2f, 0xfd)) {
      return unpack(payload, "zstd", FramePayload::zstd);
    }
    return payload;
  }

  private static byte[] unpack(byte[] payload, String format, Opener opener)
      throws UndecodableException {
    byte[] lines;
    try (InputStream unpacking = opener.open(new ByteArrayInputStream(payload))) {
      lines = unpacking.readNBytes(MAX_UNPACKED_BYTES + 1);
    } catch (IOException e) {
      throw new UndecodableException("damaged " + format + " data: " + e.getMessage(), e);
    }
    if (lines.length > MAX_UNPACKED_BYTES) {
      throw new UndecodableException(
          "the " + format + " data unpacks to more than 16 MiB; send smaller frames");
    }
    return lines;
  }

  private static InputStream zstd(InputStream packed) throws IOException {
    return new ZstdInputStream(packed).setLongMax(MAX_ZSTD_WINDOW);
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Opens an unpacking stream. */
  private interface Opener {
    InputStream open(InputStream packed) throws IOException;
  }
}
