package vn.kenh.sim.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run that is asked to end (Ctrl-C, SIGTERM) in good order: the process stays until the run
 * has said its goodbyes, and its exit code is the run's own.
 */
final class AskedEnd {

  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(45);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int exitCode = 1;

  /** Takes part in the end of this process from now on. */
  static AskedEnd ofThisProcess() {
    AskedEnd end = new AskedEnd();
    Runtime.getRuntime().addShutdownHook(new Thread(end::waitForGoodbye, "sim-shutdown"));
    return end;
  }

  /** Whether the end has been asked for; looks for a little while. */
  boolean isAsked() {
    try {
      return asked.await(200, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** The run is over, all is written. */
  void over(int code) {
    exitCode = code;
    ended.countDown();
  }

  private void waitForGoodbye() {
    if (ended.getCount() == 0) {
      return; // it ended by itself
    }
    asked.countDown();
    try {
      if (!ended.await(LONGEST_GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("kenh-sim: did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The Java machine would say 130 or 143 for an end that was asked for and went well.
    Runtime.getRuntime().halt(exitCode);
  }
}
