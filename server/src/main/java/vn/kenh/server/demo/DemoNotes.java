package vn.kenh.server.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Properties;
import vn.kenh.server.registry.Secrets;

/**
 * What a demonstration must know when it is started again on the same data: the secrets that the
 * server told once, and the batch it made.
 */
final class DemoNotes {

  private final Path file;
  private final Properties notes = new Properties();

  DemoNotes(Path dataDir) throws IOException {
    this.file = dataDir.resolve("demo.properties");
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        notes.load(reader);
      }
    }
  }

  /** The administrator's token of this demonstration, made at its first start. */
  String adminToken() throws IOException {
    Optional<String> known = get("admin-token");
    if (known.isPresent()) {
      return known.get();
    }
    String token = new Secrets(new SecureRandom()).newToken();
    put("admin-token", token);
    return token;
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(notes.getProperty(key));
  }

  /** Remembers a value, in a file that only its owner may read. */
  void put(String key, String value) throws IOException {
    notes.setProperty(key, value);
    if (!Files.exists(file)
        && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    try (Writer writer = Files.newBufferedWriter(file)) {
      notes.store(writer, "The demonstration's own secrets");
    }
  }
}
