package vn.kenh.sim.link;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets only so many connections be opened at a time. Ten thousand devices that come at once, at the
 * start or when the server is back, would overflow its queue of new connections and time out while
 * they wait; so the next one begins when one before it stands or has failed.
 */
public final class Ramp {

  private static final Logger LOG = LoggerFactory.getLogger(Ramp.class);

  private final Executor executor;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int free;

  /**
   * @param atOnce how many may be under way
   * @param executor runs what was let in, never under the caller's locks
   */
  public Ramp(int atOnce, Executor executor) {
    this.free = atOnce;
    this.executor = executor;
  }

  /** Runs {@code attempt} when there is room; {@link #leave} must be called once after it. */
  void enter(Runnable attempt) {
    synchronized (this) {
      if (free == 0) {
        waiting.add(attempt);
        return;
      }
      free--;
    }
    run(attempt);
  }

  /** An attempt is over, however it went. */
  void leave() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    run(next);
  }

  private void run(Runnable attempt) {
    try {
      executor.execute(attempt);
    } catch (RejectedExecutionException e) {
      LOG.debug("the simulation ends");
    }
  }
}
