package vn.kenh.gateway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation a command is about: its configuration file and its folder of data. */
public final class FolderOptions {

  private static final String DEFAULT_DATA_DIR = "./kenh-data";

  /** Read by OptionSources, before the other options are known; here for --help. */
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Take options from this properties file; flags and environment win.")
  private @Nullable Path config;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "Where data is kept (default: " + DEFAULT_DATA_DIR + ").")
  private @Nullable Path dataDir;

  /**
   * The folder for the data, which may not be there yet.
   *
   * @throws IllegalArgumentException if it is a file
   */
  public Path dataDir() {
    Path folder = dataDir == null ? Path.of(DEFAULT_DATA_DIR) : dataDir;
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("--data-dir: " + folder + " is a file; name a folder");
    }
    return folder;
  }

  /** Whether a folder for the data was named, by flag, environment or file. */
  public boolean namesDataDir() {
    return dataDir != null;
  }
}
