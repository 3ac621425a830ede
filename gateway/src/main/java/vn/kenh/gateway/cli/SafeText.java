package vn.kenh.gateway.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What came from outside, made fit for a terminal: on one line, and without characters that move
 * the cursor, change colours or turn the writing around. Other bytes are written {@code \\x1b}.
 */
public final class SafeText {

  private SafeText() {}

  /** All of a text. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
  }

  /** The beginning of raw bytes, which are shown as text as far as they are UTF-8. */
  public static String of(byte[] bytes, int most) {
    StringBuilder safe = new StringBuilder();
    byte[] begin = bytes.length > most ? Arrays.copyOf(bytes, most) : bytes;
    ByteBuffer in = ByteBuffer.wrap(begin);
    while (in.hasRemaining()) {
      decode(in, safe);
    }
    return begin.length < bytes.length ? safe.append('…').toString() : safe.toString();
  }

  /** As much as is UTF-8, then the bytes that are not. */
  private static void decode(ByteBuffer in, StringBuilder safe) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CoderResult result = decoder.decode(in, out, true);
    out.flip().codePoints().forEach(character -> append(character, safe));
    int wrong = result.isError() ? result.length() : 0;
    for (int i = 0; i < wrong; i++) {
      safe.append(String.format("\\x%02x", in.get()));
    }
  }

  private static void append(int character, StringBuilder safe) {
    boolean harmless =
        switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.SURROGATE ->
              false;
          default -> character != '\\';
        };
    if (harmless) {
      safe.appendCodePoint(character);
    } else if (character == '\\') {
      safe.append("\\\\");
    } else {
      for (byte one : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
        safe.append(String.format("\\x%02x", one));
      }
    }
  }
}
