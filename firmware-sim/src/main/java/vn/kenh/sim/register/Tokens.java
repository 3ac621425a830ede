package vn.kenh.sim.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Device tokens, from a file of lines {@code id token} where there is one. */
public final class Tokens {

  private final Optional<Path> file;
  private final Map<String, String> byDevice = new TreeMap<>();
  private boolean changed;

  private Tokens(Optional<Path> file) {
    this.file = file;
  }

  /** Tokens that are kept nowhere. */
  public static Tokens inMemory() {
    return new Tokens(Optional.empty());
  }

  /**
   * Tokens of {@code file}, which need not exist yet.
   *
   * @throws IOException if it cannot be read or a line is not {@code id token}
   */
  public static Tokens of(Path file) throws IOException {
    Tokens tokens = new Tokens(Optional.of(file));
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.strip().split("\\s+");
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (words.length != 2) {
          throw new IOException(file + ": a line must be \"id token\", not \"" + words[0] + " …\"");
        }
        tokens.byDevice.put(words[0], words[1]);
      }
    }
    return tokens;
  }

  /** The token of a device. */
  public Optional<String> of(String device) {
    return Optional.ofNullable(byDevice.get(device));
  }

  /** Remembers a token. */
  public void put(String device, String token) {
    byDevice.put(device, token);
    changed = true;
  }

  /** Writes the file, for its owner's eyes only, if anything is new. */
  public void save() throws IOException {
    if (!changed || file.isEmpty()) {
      return;
    }
    Path path = file.get();
    if (!Files.exists(path)
        && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(
        path,
        byDevice.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList(),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
    changed = false;
  }
}
