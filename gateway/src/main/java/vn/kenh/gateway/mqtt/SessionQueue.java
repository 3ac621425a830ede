package vn.kenh.gateway.mqtt;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Outgoing messages of one session that have not been sent, bounded in number and bytes. */
final class SessionQueue {

  private final ArrayDeque<OutgoingMessage> messages = new ArrayDeque<>(0);
  private final int maximumMessages;
  private final int maximumBytes;
  private int bytes;

  SessionQueue(int maximumMessages, int maximumBytes) {
    this.maximumMessages = maximumMessages;
    this.maximumBytes = maximumBytes;
  }

  /** False, and nothing has changed, if there is no room. */
  boolean offer(OutgoingMessage message) {
    if (messages.size() >= maximumMessages || bytes + message.bytes() > maximumBytes) {
      return false;
    }
    messages.add(message);
    bytes += message.bytes();
    return true;
  }

  @Nullable OutgoingMessage peek() {
    return messages.peek();
  }

  void remove() {
    bytes -= messages.remove().bytes();
  }

  int size() {
    return messages.size();
  }
}
