package vn.kenh.server.trace;

import java.security.SecureRandom;
import vn.kenh.server.trace.gs1.Serial;

/**
 * Makes serial numbers nobody can guess: 12 random characters of 27, which is 57 bits, so that of
 * ten million issued, a guesser finds one in fourteen thousand million tries.
 */
public final class SerialNumbers {

  /**
   * No 0 O 1 I L, which look alike, and no vowels, so that no words arise. All have a short form in
   * QR codes.
   */
  static final String ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ";

  static final int LENGTH = 12;

  private final SecureRandom random;

  public SerialNumbers(SecureRandom random) {
    this.random = random;
  }

  public Serial next() {
    return new Serial(code(LENGTH));
  }

  /** A code in the same alphabet. */
  String code(int length) {
    StringBuilder code = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }
}
