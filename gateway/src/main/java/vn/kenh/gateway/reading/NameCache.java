package vn.kenh.gateway.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same String for the same bytes, so that a device id or key read a thousand times is
 * made once. Of fixed size: a name that falls on another's place takes it over.
 */
final class NameCache {

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
    int hash = 1;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + input[i];
    }
    int place = (hash ^ (hash >>> 15)) & (entries.length - 1);
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
