package vn.kenh.gateway.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8. */
final class Utf8 {

  private Utf8() {}

  /** Refuses bytes that are not UTF-8 (overlong forms and surrogates included). */
  static void require(byte[] bytes) throws UndecodableException {
    if (isAscii(bytes)) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(buffer);
    } catch (CharacterCodingException e) {
      throw new UndecodableException("the payload is not UTF-8 text", e);
    }
  }

  private static boolean isAscii(byte[] bytes) {
    int all = 0;
    for (byte b : bytes) {
      all |= b;
    }
    return all >= 0;
  }
}
