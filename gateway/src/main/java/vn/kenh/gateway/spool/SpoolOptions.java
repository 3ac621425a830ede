package vn.kenh.gateway.spool;

import java.time.Duration;

/**
 * Sizes and delays of a spool.
 *
 * @param limitBytes disk space the spool may take; when it is used up, new groups wait
 * @param segmentBytes size at which a new file is begun, the unit in which space comes back
 * @param queueBytes bytes waiting in memory for the disk above which senders are slowed
 * @param readAheadBytes bytes kept in memory for a consumer that keeps up
 * @param acknowledgeLinger how long acknowledgements may wait for a commit to ride on
 */
public record SpoolOptions(
    long limitBytes,
    long segmentBytes,
    long queueBytes,
    long readAheadBytes,
    Duration acknowledgeLinger) {

  private static final long MIB = 1 << 20;

  public SpoolOptions {
    if (limitBytes < 4 * MIB) {
      throw new IllegalArgumentException(
          "a spool of " + limitBytes + " bytes is too small; give it 4MiB or more");
    }
  }

  /** Four GiB on disk, 32 MiB a file, 16 MiB in memory each way. */
  public static SpoolOptions defaults() {
    return new SpoolOptions(4096 * MIB, 32 * MIB, 16 * MIB, 16 * MIB, Duration.ofMillis(50));
  }

  /** The same with another limit; files shrink with it so that space still comes back in steps. */
  public SpoolOptions withLimit(long bytes) {
    return new SpoolOptions(
        bytes,
        Math.min(segmentBytes, Math.max(MIB / 2, bytes / 8)),
        queueBytes,
        readAheadBytes,
        acknowledgeLinger);
  }
}
