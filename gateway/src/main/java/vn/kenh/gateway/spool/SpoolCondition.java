package vn.kenh.gateway.spool;

import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the spool takes messages, and if not, why and what to do about it; each change is logged
 * once. Changed by the commit thread alone, read by any.
 */
final class SpoolCondition {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolCondition.class);
  private static final SpoolHealth GOOD = new SpoolHealth(true, "");

  private final Path folder;
  private volatile SpoolHealth health = GOOD;

  SpoolCondition(Path folder) {
    this.folder = folder;
  }

  SpoolHealth health() {
    return health;
  }

  /** A commit has failed and will be tried again. */
  void failed(SQLException error, boolean diskFull) {
    String detail =
        diskFull
            ? "the disk of " + folder + " is full: free space there; messages wait until then"
            : "cannot write to "
                + folder
                + " ("
                + error.getMessage()
                + "): check the disk and its permissions; messages wait until then";
    if (health.good()) {
      LOG.error("{}", detail, diskFull ? null : error);
    }
    health = new SpoolHealth(false, detail);
  }

  /** The commit thread ends: nothing will be tried again. */
  void broken(Throwable error) {
    String detail =
        "committing failed (" + error + "); messages wait until the program is restarted";
    LOG.error("{}", detail, error);
    health = new SpoolHealth(false, detail);
  }

  /** Whether the spool has grown to its limit. */
  void full(boolean isFull, long limitBytes) {
    if (isFull && health.good()) {
      String detail =
          "the spool has reached its limit of "
              + (limitBytes >> 20)
              + " MiB: messages wait until the sink takes readings again, or raise --spool-limit";
      LOG.warn("{}", detail);
      health = new SpoolHealth(false, detail);
    } else if (!isFull) {
      recovered();
    }
  }

  void recovered() {
    if (!health.good()) {
      LOG.info("the spool in {} takes messages again", folder);
      health = GOOD;
    }
  }
}
