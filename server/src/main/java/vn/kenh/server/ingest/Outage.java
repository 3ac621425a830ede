package vn.kenh.server.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.server.ingest.DrainState.Trouble;

/**
 * The troubles with the store, as all writers see them: when to try again, and what to tell. Each
 * trouble is logged once when it begins, and once when it is over.
 */
final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final int MAX_DOUBLINGS = 20;

  private final DrainOptions options;
  private final Clock clock;
  private final RandomGenerator random;
  private volatile DrainState state = DrainState.FLOWING;

  Outage(DrainOptions options, Clock clock, RandomGenerator random) {
    this.options = options;
    this.clock = clock;
    this.random = random;
  }

  DrainState state() {
    return state;
  }

  /**
   * Notes a failure.
   *
   * @param attempt how often this bundle has failed, from 1
   * @return how long to wait: half of the full pause at least, so that servers do not come back in
   *     step
   */
  synchronized Duration failed(int attempt, boolean needsOperator, String detail) {
    long full =
        Math.min(
            options.longestPause().toMillis(),
            options.firstPause().toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS));
    Duration pause = Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    Instant now = clock.instant();
    Optional<Trouble> before = state.trouble();
    Instant since = before.map(Trouble::since).orElse(now);
    if (before.isEmpty() || !before.get().detail().equals(detail)) {
      log(needsOperator, detail);
    }
    state = new DrainState(Optional.of(new Trouble(needsOperator, detail, since, now.plus(pause))));
    return pause;
  }

  /** Notes that the store took something. */
  void succeeded() {
    if (!state.flowing()) {
      recovered();
    }
  }

  private synchronized void recovered() {
    state
        .trouble()
        .ifPresent(
            trouble ->
                LOG.info(
                    "the store takes readings again, after {} s",
                    Duration.between(trouble.since(), clock.instant()).toSeconds()));
    state = DrainState.FLOWING;
  }

  private static void log(boolean needsOperator, String detail) {
    String promise = "readings wait in the spool; nothing is lost";
    if (needsOperator) {
      LOG.error("nothing can be stored until this is mended ({}): {}", promise, detail);
    } else {
      LOG.warn("nothing can be stored now, trying again ({}): {}", promise, detail);
    }
  }
}
