package vn.kenh.server.web.page.view;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Shows the beginning of raw bytes to a person: as text where it is text, and in hexadecimal. */
final class PayloadPreview {

  private static final int MOST_CHARACTERS = 1000;
  private static final int MOST_BYTES = 256;
  private static final int BYTES_A_LINE = 16;

  private PayloadPreview() {}

  /** The bytes as text; empty if they are not UTF-8 or hold control characters. */
  static Optional<String> text(byte[] payload) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
      boolean readable =
          text.codePoints()
              .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r');
      if (!readable || text.isEmpty()) {
        return Optional.empty();
      }
      int end = Math.min(text.length(), MOST_CHARACTERS);
      return Optional.of(end < text.length() ? text.substring(0, end) + "…" : text);
    } catch (CharacterCodingException e) {
      return Optional.empty(); // then it is shown in hexadecimal only
    }
  }

  /** Offset, bytes and printable characters, sixteen a line, as {@code xxd} writes them. */
  static String hex(byte[] payload) {
    StringBuilder lines = new StringBuilder();
    int end = Math.min(payload.length, MOST_BYTES);
    for (int start = 0; start < end; start += BYTES_A_LINE) {
      lines.append(String.format("%04x ", start));
      StringBuilder readable = new StringBuilder();
      for (int i = start; i < start + BYTES_A_LINE; i++) {
        if (i < end) {
          lines.append(String.format(" %02x", payload[i]));
          readable.append(payload[i] >= 0x20 && payload[i] < 0x7f ? (char) payload[i] : '.');
        } else {
          lines.append("   ");
        }
      }
      lines.append("  ").append(readable).append('\n');
    }
    return end < payload.length ? lines.append("…\n").toString() : lines.toString();
  }
}
