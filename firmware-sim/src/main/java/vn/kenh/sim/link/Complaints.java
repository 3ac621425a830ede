package vn.kenh.sim.link;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why connections fail, a few times a second: when a server goes away under ten thousand
 * devices, one line says as much as ten thousand.
 */
public final class Complaints {

  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int A_SECOND = 3;

  private long second = Long.MIN_VALUE;
  private int said;
  private long unsaid;

  /** A connection ended or could not be made, and will be tried again after a pause. */
  synchronized void noConnection(String id, String reason, long pauseMillis) {
    long now = System.nanoTime() / SECOND_NANOS;
    if (now != second) {
      second = now;
      said = 0;
    }
    if (said == A_SECOND) {
      unsaid++;
      return;
    }
    said++;
    String others = unsaid == 0 ? "" : "; and " + unsaid + " times before";
    unsaid = 0;
    LOG.info("{}: no connection ({}), again in {} ms{}", id, reason, pauseMillis, others);
  }
}
