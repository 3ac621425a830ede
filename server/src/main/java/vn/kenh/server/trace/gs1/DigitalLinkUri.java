package vn.kenh.server.trace.gs1;

import java.util.List;
import java.util.Locale;

/**
 * A whole Digital Link, as a QR code carries it.
 *
 * @param stem scheme, host and perhaps a path, without a slash at the end
 */
public record DigitalLinkUri(String stem, DigitalLink link) {

  private static final String HOST_SYMBOLS = "-._~:[]@";
  private static final String URI_SYMBOLS = "-._~:/?#[]@!$&'()*+,;=%";

  public DigitalLinkUri {
    stem = stem.endsWith("/") ? stem.substring(0, stem.length() - 1) : stem;
    int hostStart = schemeLength(stem);
    int hostEnd = stem.indexOf('/', hostStart);
    requireHost(stem.substring(hostStart, hostEnd < 0 ? stem.length() : hostEnd));
    requireCharacters(stem);
  }

  /**
   * Reads any HTTP or HTTPS Digital Link that begins with a GTIN; a fragment is passed over.
   *
   * @throws Gs1FormatException if it is not one, saying why
   */
  public static DigitalLinkUri parse(String uri) {
    requireCharacters(uri);
    int pathStart = uri.indexOf('/', schemeLength(uri));
    if (pathStart < 0) {
      throw new Gs1FormatException("there is no path in " + uri);
    }
    int fragment = uri.indexOf('#');
    String bare = fragment < 0 ? uri : uri.substring(0, fragment);
    int question = bare.indexOf('?');
    String beforeQuery = question < 0 ? bare : bare.substring(0, question);
    if (pathStart >= beforeQuery.length()) {
      throw new Gs1FormatException("there is no path in " + uri);
    }
    List<String> segments = List.of(beforeQuery.substring(pathStart).split("/", -1));
    int key = DigitalLink.keyIndex(segments);
    String stem = beforeQuery.substring(0, pathStart) + String.join("/", segments.subList(0, key));
    return new DigitalLinkUri(
        stem,
        DigitalLink.parse(
            segments.subList(key, segments.size()),
            question < 0 ? "" : bare.substring(question + 1)));
  }

  /** The link as text. */
  public String text() {
    return stem + link.pathAndQuery();
  }

  @Override
  public String toString() {
    return text();
  }

  /** As GS1's own engine: the scheme in lower case or in upper case, not mixed. */
  private static int schemeLength(String uri) {
    for (String scheme : List.of("https://", "http://")) {
      if (uri.startsWith(scheme) || uri.startsWith(scheme.toUpperCase(Locale.ROOT))) {
        return scheme.length();
      }
    }
    throw new Gs1FormatException("a Digital Link begins with https:// or http://");
  }

  private static void requireHost(String host) {
    if (host.isEmpty() || !host.chars().allMatch(c -> isPlain(c) || HOST_SYMBOLS.indexOf(c) >= 0)) {
      throw new Gs1FormatException("\"" + host + "\" is no host name");
    }
  }

  private static void requireCharacters(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (!isPlain(c) && URI_SYMBOLS.indexOf(c) < 0) {
        throw new Gs1FormatException(
            String.format("a URI may not hold U+%04X without percent-encoding", (int) c));
      }
    }
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
