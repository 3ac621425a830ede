package vn.kenh.gateway.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings durable publishes from the committing thread to one event loop, many at a time: one task
 * for all that have gathered, one write and one flush for each connection they belong to. A flush
 * for each PUBACK costs a system call each and two thirds of the throughput.
 */
final class AcknowledgementQueue {

  private final Executor eventLoop;
  private final InFlightBudget budget;

  /** The last one added; the others follow by {@link PendingPublish#next}. */
  private final AtomicReference<@Nullable PendingPublish> last = new AtomicReference<>();

  private final List<IncomingPublishes> touched = new ArrayList<>();

  AcknowledgementQueue(Executor eventLoop, InFlightBudget budget) {
    this.eventLoop = eventLoop;
    this.budget = budget;
  }

  /** From any thread. */
  void add(PendingPublish publish) {
    PendingPublish previous;
    do {
      previous = last.get();
      publish.next = previous;
    } while (!last.compareAndSet(previous, publish));
    if (previous == null) {
      eventLoop.execute(this::drain);
    }
  }

  private void drain() {
    int messages = 0;
    long bytes = 0;
    PendingPublish publish = last.getAndSet(null);
    while (publish != null) {
      PendingPublish next = publish.next;
      publish.next = null;
      publish.ready();
      IncomingPublishes owner = publish.owner();
      if (owner.durable(publish)) {
        messages++;
        bytes += publish.bytes();
      }
      if (owner.touch()) {
        touched.add(owner);
      }
      publish = next;
    }
    budget.release(messages, bytes);
    for (IncomingPublishes owner : touched) {
      owner.acknowledge();
    }
    touched.clear();
  }
}
