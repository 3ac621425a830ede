package vn.kenh.gateway.cli;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that a server and a farm gateway have in common, because both take readings in and
 * keep them on disk until they may go on. A wrong value is told as an {@link
 * IllegalArgumentException} whose message begins with the option's name.
 */
public final class NodeOptions {

  @Mixin private FolderOptions folder = new FolderOptions();

  @Option(
      names = "--mqtt-host",
      paramLabel = "HOST",
      defaultValue = "0.0.0.0",
      description = "Address where devices connect (default: ${DEFAULT-VALUE}).")
  private String mqttHost = "";

  @Option(
      names = "--mqtt-port",
      paramLabel = "PORT",
      defaultValue = "1883",
      description = "Port where devices connect; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int mqttPort;

  @Mixin private SpoolSizeOption spool = new SpoolSizeOption();

  /** The folder for the data. */
  public Path dataDir() {
    return folder.dataDir();
  }

  /** Whether a folder for the data was named, by flag, environment or file. */
  public boolean namesDataDir() {
    return folder.namesDataDir();
  }

  public String mqttHost() {
    return mqttHost;
  }

  public int mqttPort() {
    return port("--mqtt-port", mqttPort);
  }

  /** Disk space for the spool, bytes. */
  public long spoolLimitBytes() {
    return spool.limitBytes();
  }

  /** A port, checked. */
  public static int port(String option, int value) {
    if (value < 0 || value > 65_535) {
      throw new IllegalArgumentException(
          option + ": " + value + " is no port; use 0 (any free one) to 65535");
    }
    return value;
  }

  /** A size in bytes, checked. */
  public static long size(String option, String text) {
    try {
      return ByteSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }
}
