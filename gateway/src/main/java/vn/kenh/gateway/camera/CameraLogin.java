package vn.kenh.gateway.camera;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * User and password of a camera, and how they answer its challenge: Digest (RFC 7616, MD5 and
 * SHA-256) where the camera offers it, else Basic (RFC 7617).
 */
final class CameraLogin {

  private static final String DIGEST = "digest ";
  private static final String BASIC = "basic";
  private static final String COUNT = "00000001";
  private static final Map<String, String> ALGORITHMS = Map.of("MD5", "MD5", "SHA-256", "SHA-256");
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z][\\w*-]*)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

  private final String user;
  private final String password;

  private CameraLogin(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /** Reads {@code user:password}; everything behind the first colon is the password. */
  static CameraLogin of(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new CameraLogin(text, "")
        : new CameraLogin(text.substring(0, colon), text.substring(colon + 1));
  }

  /**
   * The header {@code Authorization} for a GET.
   *
   * @param challenges the values of {@code WWW-Authenticate}
   * @param path path and query of the request
   * @param clientNonce chosen by chance
   * @return empty if no challenge can be answered
   */
  Optional<String> answer(List<String> challenges, String path, String clientNonce) {
    for (String challenge : challenges) {
      int start = challenge.toLowerCase(Locale.ROOT).indexOf(DIGEST);
      Optional<String> answer =
          start < 0
              ? Optional.empty()
              : digest(parameters(challenge.substring(start)), path, clientNonce);
      if (answer.isPresent()) {
        return answer;
      }
    }
    return challenges.stream().anyMatch(one -> one.toLowerCase(Locale.ROOT).startsWith(BASIC))
        ? Optional.of(basic())
        : Optional.empty();
  }

  private String basic() {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private Optional<String> digest(Map<String, String> challenge, String path, String clientNonce) {
    String algorithm = challenge.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
    String quality = challenge.getOrDefault("qop", "");
    boolean protects = List.of(quality.split("\\s*,\\s*")).contains("auth");
    String nonce = challenge.getOrDefault("nonce", "");
    if (!ALGORITHMS.containsKey(algorithm)
        || nonce.isEmpty()
        || (!quality.isEmpty() && !protects)) {
      return Optional.empty();
    }
    String realm = challenge.getOrDefault("realm", "");
    String secret = hash(algorithm, user + ":" + realm + ":" + password);
    String request = hash(algorithm, "GET:" + path);
    String between = protects ? nonce + ":" + COUNT + ":" + clientNonce + ":auth" : nonce;
    StringBuilder answer = new StringBuilder("Digest username=").append(quoted(user));
    answer.append(", realm=").append(quoted(realm));
    answer.append(", nonce=").append(quoted(nonce));
    answer.append(", uri=").append(quoted(path));
    answer.append(", algorithm=").append(algorithm);
    if (protects) {
      answer.append(", qop=auth, nc=").append(COUNT);
      answer.append(", cnonce=").append(quoted(clientNonce));
    }
    if (challenge.containsKey("opaque")) {
      answer.append(", opaque=").append(quoted(challenge.getOrDefault("opaque", "")));
    }
    String proof = hash(algorithm, secret + ":" + between + ":" + request);
    return Optional.of(answer.append(", response=").append(quoted(proof)).toString());
  }

  private static Map<String, String> parameters(String challenge) {
    Map<String, String> found = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(challenge);
    while (matcher.find()) {
      String value =
          matcher.group(2) == null
              ? matcher.group(3)
              : matcher.group(2).replaceAll("\\\\(.)", "$1");
      found.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    return found;
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5 and SHA-256", e);
    }
  }
}
