package vn.kenh.gateway.mqtt;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one event loop, with what they share there: acknowledgements, one clock tick
 * for all their deadlines, and the order in which paused ones may read again.
 */
final class MqttLoop {

  private static final Duration TICK = Duration.ofMillis(250);

  /** Resumed at a time, so that what they send is counted before the next ones follow. */
  private static final int RESUMED_TOGETHER = 32;

  private final EventExecutor executor;
  private final InFlightBudget budget;
  private final AcknowledgementQueue acknowledgements;
  private final Set<Connection> connections = new HashSet<>();
  private final Set<Connection> paused = new LinkedHashSet<>();
  private final Future<?> ticking;

  MqttLoop(EventExecutor executor, InFlightBudget budget) {
    this.executor = executor;
    this.budget = budget;
    this.acknowledgements = new AcknowledgementQueue(executor, budget);
    budget.onRoom(() -> executor.execute(this::resumePaused));
    this.ticking =
        executor.scheduleAtFixedRate(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  AcknowledgementQueue acknowledgements() {
    return acknowledgements;
  }

  void execute(Runnable task) {
    executor.execute(task);
  }

  void schedule(Runnable task, Duration delay) {
    var unused = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void add(Connection connection) {
    connections.add(connection);
  }

  void remove(Connection connection) {
    connections.remove(connection);
    paused.remove(connection);
  }

  /** The connection waits until there is room in the budget; first come, first served. */
  void pauseUntilRoom(Connection connection) {
    paused.add(connection);
  }

  List<Connection> connections() {
    return List.copyOf(connections);
  }

  void close() {
    ticking.cancel(false);
  }

  private void resumePaused() {
    for (int i = 0; i < RESUMED_TOGETHER && !paused.isEmpty() && !budget.isExhausted(); i++) {
      Connection connection = paused.iterator().next();
      if (!connection.roomAvailable()) {
        return;
      }
      paused.remove(connection);
    }
    if (!paused.isEmpty() && !budget.isExhausted()) {
      executor.execute(this::resumePaused);
    }
  }

  private void tick() {
    budget.reconsider();
    if (!paused.isEmpty() && !budget.isExhausted()) {
      resumePaused();
    }
    long now = System.nanoTime();
    for (Connection connection : connections()) {
      connection.tick(now);
    }
  }
}
