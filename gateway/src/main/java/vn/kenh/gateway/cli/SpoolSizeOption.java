package vn.kenh.gateway.cli;

import picocli.CommandLine.Option;

/** How much of the disk the spool may take, for every command that writes to it. */
public final class SpoolSizeOption {

  private static final long SMALLEST = 4L << 20;

  @Option(
      names = "--spool-limit",
      paramLabel = "SIZE",
      defaultValue = "4GiB",
      description =
          "Disk space for readings on their way to the store, or to the server; devices wait when"
              + " it is used up (default: ${DEFAULT-VALUE}).")
  private String limit = "";

  /**
   * The limit in bytes.
   *
   * @throws IllegalArgumentException if it is no size, or too small; the message begins with the
   *     option's name
   */
  public long limitBytes() {
    long bytes = NodeOptions.size("--spool-limit", limit);
    if (bytes < SMALLEST) {
      throw new IllegalArgumentException(
          "--spool-limit: " + limit + " is too little; give 4MiB or more");
    }
    return bytes;
  }
}
