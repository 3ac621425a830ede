package vn.kenh.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real device payloads and standards' test vectors, kept beside the repository where they are
 * available. A test that asks for a file of it is skipped, visibly, only where the folder is
 * absent; a file missing from a folder that is there is a failure.
 */
public final class SharedFolder {

  private SharedFolder() {}

  public static Path file(String relative) {
    Path folder = Path.of(System.getProperty("shared.dir", "../shared"));
    assumeTrue(Files.isDirectory(folder), "no folder of shared test material at " + folder);
    Path file = folder.resolve(relative);
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing from the shared test material");
    }
    return file;
  }
}
