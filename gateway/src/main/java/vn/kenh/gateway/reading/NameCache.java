package vn.kenh.gateway.reading;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same String for the same bytes, so that a device id or key read a thousand times is
 * made once. Of fixed size: a name that falls on another's place takes it over.
 */
final class NameCache {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** 2^64 over the golden ratio: carries every bit into the upper ones (Knuth, TAOCP 3, 6.4). */
  private static final long SPREADING = 0x9E3779B97F4A7C15L;

  private final @Nullable Entry[] entries;

  NameCache(int sizePowerOfTwo) {
    this.entries = new Entry[sizePowerOfTwo];
  }

  /**
   * The name in the bytes from {@code start} to {@code end}, with line protocol's escapes undone.
   *
   * @throws CharacterCodingException if the bytes are not UTF-8
   */
  String name(byte[] input, int start, int end, boolean escaped) throws CharacterCodingException {
    int place = place(input, start, end);
    Entry entry = entries[place];
    if (entry != null && Arrays.equals(entry.bytes, 0, entry.bytes.length, input, start, end)) {
      return entry.name;
    }
    byte[] bytes = Arrays.copyOfRange(input, start, end);
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    String name = escaped ? unescape(text) : text;
    entries[place] = new Entry(bytes, name);
    return name;
  }

  /** By the first and last eight bytes, which tell names apart and take two reads. */
  private int place(byte[] input, int start, int end) {
    int length = end - start;
    long mixed = length;
    if (length >= Long.BYTES) {
      mixed += (long) LONGS.get(input, start) * 31 + (long) LONGS.get(input, end - Long.BYTES);
    } else {
      for (int i = start; i < end; i++) {
        mixed = 31 * mixed + input[i];
      }
    }
    long spread = mixed * SPREADING;
    return (int) (spread >>> 32) & (entries.length - 1);
  }

  /** A backslash escapes comma, equals sign and space, and stands for itself before all others. */
  private static String unescape(String text) {
    StringBuilder name = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escapes = c == '\\' && i + 1 < text.length() && isEscapable(text.charAt(i + 1));
      name.append(escapes ? text.charAt(++i) : c);
    }
    return name.toString();
  }

  private static boolean isEscapable(char c) {
    return c == ',' || c == '=' || c == ' ';
  }

  private record Entry(byte[] bytes, String name) {}
}
