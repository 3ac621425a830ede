package vn.kenh.server.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The static files in the jar. Their addresses carry a version made from their content, so that
 * browsers may keep them for ever and still see every change at once.
 */
public final class Assets {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*\\.[a-z]+");
  private static final int VERSION_DIGITS = 10;

  private final Map<String, Optional<Asset>> known = new ConcurrentHashMap<>();

  /** One file and the version its address carries. */
  @SuppressWarnings("ArrayRecordComponent") // read only, and never compared
  public record Asset(byte[] content, String version) {}

  /** The address of a file, such as {@code app.css}. */
  public String url(String name) {
    return "/static/" + name + find(name).map(asset -> "?v=" + asset.version()).orElse("");
  }

  /** Whether the build put this file in; browser libraries are missing where npm was. */
  public boolean has(String name) {
    return find(name).isPresent();
  }

  /** The file, if there is one of that name; names that would leave the folder have none. */
  public Optional<Asset> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Optional<Asset> found = known.get(name);
    if (found == null) {
      found = read(name);
      if (found.isPresent()) { // absent names are a visitor's choice and would fill the memory
        known.put(name, found);
      }
    }
    return found;
  }

  private static Optional<Asset> read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/static/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] content = in.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      String version = HexFormat.of().formatHex(digest).substring(0, VERSION_DIGITS);
      return Optional.of(new Asset(content, version));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /static/" + name, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
