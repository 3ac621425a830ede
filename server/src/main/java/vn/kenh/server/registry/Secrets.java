package vn.kenh.server.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random tokens, and the hashes under which they are kept. */
public final class Secrets {

  private static final int TOKEN_BYTES = 32;

  private final SecureRandom random;

  public Secrets(SecureRandom random) {
    this.random = random;
  }

  /**
   * A new token of 256 random bits, in characters that need no quoting anywhere. It begins with a
   * letter or a digit, so that no program takes {@code --token -x…} for two options.
   */
  public String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    String token;
    do {
      random.nextBytes(bytes);
      token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } while (token.startsWith("-") || token.startsWith("_"));
    return token;
  }

  /** A new password that a person can type: 12 letters and digits in groups, none look alike. */
  public String newPassword() {
    String alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      password.append(i > 0 && i % 4 == 0 ? "-" : "");
      password.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return password.toString();
  }

  /**
   * SHA-256 of a token, in hexadecimal. Tokens are random and long, so a fast hash without salt is
   * enough; passwords go through {@link People}.
   */
  public static String hash(String token) {
    return HexFormat.of().formatHex(hash(token.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] hash(byte[] token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
