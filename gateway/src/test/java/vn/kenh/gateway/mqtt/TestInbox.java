package vn.kenh.gateway.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import vn.kenh.gateway.codec.Message;

/** Keeps what it is given; makes it durable at once, or when told to, on a thread of its own. */
final class TestInbox implements MessageInbox, AutoCloseable {

  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final List<Runnable> held = new CopyOnWriteArrayList<>();
  private final ExecutorService committer = Executors.newSingleThreadExecutor();
  private volatile boolean holding;
  private volatile boolean failing;
  private volatile boolean full;

  @Override
  public void accept(Message message, Runnable onDurable) {
    if (failing) {
      failing = false;
      throw new IllegalStateException("told to fail");
    }
    if (full) {
      full = false;
      throw new InboxFullException("told to be full");
    }
    messages.add(message);
    if (holding) {
      held.add(onDurable);
    } else {
      committer.execute(onDurable);
    }
  }

  /** From now on nothing becomes durable by itself. */
  TestInbox hold() {
    holding = true;
    return this;
  }

  /** The next message is not taken. */
  void failOnce() {
    failing = true;
  }

  /** For the next message there is no room. */
  void fullOnce() {
    full = true;
  }

  /** Makes one held message durable. */
  void commit(int index) {
    committer.execute(held.get(index));
  }

  /** Makes all held messages durable, the last one first. */
  void commitAllBackwards() {
    holding = false;
    for (int i = held.size() - 1; i >= 0; i--) {
      commit(i);
    }
    held.clear();
  }

  List<Message> messages() {
    return messages;
  }

  List<String> payloads() {
    return messages.stream()
        .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public void close() {
    committer.shutdownNow();
  }
}
