package vn.kenh.sim.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import vn.kenh.sim.Simulation.Progress;
import vn.kenh.sim.truth.Counts;

/**
 * Tells whoever started the program where the run stands: a line every ten seconds, and the sum.
 */
final class RunReport {

  private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final PrintWriter out;
  private long lastNanos = System.nanoTime();
  private long lastAcknowledged;

  RunReport(PrintWriter out) {
    this.out = out;
  }

  void begins(int devices, String url) {
    say("simulating " + devices + " devices against " + url);
  }

  /** Whether it is time for {@link #line}. */
  boolean isDue() {
    return System.nanoTime() - lastNanos >= EVERY_NANOS;
  }

  void line(Progress progress) {
    long now = System.nanoTime();
    double seconds = Math.max(1e-3, (now - lastNanos) / 1e9);
    Counts.Snapshot total = progress.total();
    say(
        String.format(
            Locale.ROOT,
            "%s  connected %d/%d  history %.0f %%  messages %d  acknowledged %d (%.0f/s)"
                + "  pending %d",
            progress.now().truncatedTo(ChronoUnit.SECONDS),
            progress.connected(),
            progress.connections(),
            100 * progress.history(),
            total.produced(),
            total.acknowledged(),
            (total.acknowledged() - lastAcknowledged) / seconds,
            progress.pending()));
    lastNanos = now;
    lastAcknowledged = total.acknowledged();
  }

  void waits(long pending, Duration atMost) {
    say("ending; waits for " + pending + " messages, " + atMost.toSeconds() + " s at most");
  }

  void sum(Counts.Snapshot total) {
    say(
        String.format(
            Locale.ROOT,
            "acknowledged %d of %d messages, %d of %d reports; refused %d, dropped %d",
            total.acknowledged(),
            total.produced(),
            total.acknowledgedPoints(),
            total.points(),
            total.refused(),
            total.dropped()));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
