package vn.kenh.gateway.bench;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.mqtt.MessageInbox;

/**
 * Forgets everything it is given, and calls it durable in groups on one thread, as the spool would:
 * what is left is the cost of MQTT alone.
 */
final class GroupInbox implements MessageInbox {

  private final long commitNanos;
  private ArrayDeque<Runnable> waiting = new ArrayDeque<>();

  GroupInbox(long commitNanos) {
    this.commitNanos = commitNanos;
    Thread committer = new Thread(this::commit, "commit");
    committer.setDaemon(true);
    committer.start();
  }

  @Override
  public synchronized void accept(Message message, Runnable onDurable) {
    waiting.add(onDurable);
    notifyAll();
  }

  private void commit() {
    while (true) {
      try {
        take().forEach(Runnable::run);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private ArrayDeque<Runnable> take() throws InterruptedException {
    synchronized (this) {
      while (waiting.isEmpty()) {
        wait();
      }
    }
    if (commitNanos > 0) {
      LockSupport.parkNanos(commitNanos);
    }
    synchronized (this) {
      ArrayDeque<Runnable> group = waiting;
      waiting = new ArrayDeque<>();
      return group;
    }
  }
}
