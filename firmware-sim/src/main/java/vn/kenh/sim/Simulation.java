package vn.kenh.sim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import vn.kenh.sim.link.Endpoint;
import vn.kenh.sim.run.Farms;
import vn.kenh.sim.truth.Counts;

/**
 * A running simulation: farms whose devices report over MQTT, live and of their history.
 *
 * <pre>{@code
 * try (Simulation farm = Simulation.start(SimulationOptions.of(url, farms), Clock.systemUTC())) {
 *   …
 * }
 * }</pre>
 */
public final class Simulation implements AutoCloseable {

  private static final long POLL_NANOS = 20_000_000;

  private final Farms farms;

  private Simulation(Farms farms) {
    this.farms = farms;
  }

  /**
   * Starts it. Connecting and the history go on in the background.
   *
   * @throws IllegalArgumentException if an option cannot be used, saying why
   */
  public static Simulation start(SimulationOptions options, Clock clock) {
    Endpoint.parse(options.broker());
    return new Simulation(Farms.start(options, clock));
  }

  /** Where it stands. */
  public Progress progress() {
    return farms.progress();
  }

  /** What became of every device's messages. */
  public Map<String, Counts.Snapshot> counts() {
    return farms.counts();
  }

  /** Waits until the history is told and acknowledged, at most for {@code limit}. */
  public boolean awaitHistory(Duration limit) {
    return await(limit, () -> farms.history() >= 1 && farms.backlogIsEmpty());
  }

  /** Waits until the readings of the history are told, at most for {@code limit}. */
  public boolean awaitHistoryReadings(Duration limit) {
    return await(limit, () -> farms.history() >= 0.999);
  }

  /** Stops reporting and waits for what is not yet acknowledged, at most for {@code limit}. */
  public boolean drain(Duration limit) {
    farms.quiet();
    return await(limit, () -> farms.pending() == 0);
  }

  /** Ends it: devices go offline, the ground truth is finished. */
  @Override
  public void close() {
    farms.close();
  }

  private static boolean await(Duration limit, java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  /**
   * Where a simulation stands.
   *
   * @param now its present
   * @param connected connections that stand
   * @param connections all connections
   * @param history share of the history that is told, 0 to 1
   * @param pending messages neither acknowledged nor given up
   */
  public record Progress(
      Instant now,
      int connected,
      int connections,
      double history,
      long pending,
      Counts.Snapshot total) {}
}
