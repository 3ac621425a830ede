package vn.kenh.sim.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has still to say: live messages before the backlog, those that were sent and
 * are not acknowledged, and those of devices whose own link is cut. A message leaves it only when
 * it is acknowledged, refused, or pushed out of a full buffer. Guarded by its connection's lock.
 */
final class Outbox {

  private static final int REFUSED = 0x80;
  private static final int LAST_TOKEN = 65_535;

  private final Connection.Settings settings;
  private final DeliveryListener deliveries;
  private final Deque<Outgoing> live = new ArrayDeque<>();
  private final Deque<Outgoing> backlog = new ArrayDeque<>();
  private final Map<Integer, InFlight> inFlight = new LinkedHashMap<>();
  private final Map<String, Deque<Outgoing>> cutOff = new HashMap<>();
  private int lastToken;

  private record InFlight(Outgoing message, boolean fromBacklog) {}

  /** A message that is to be sent now, with the number under which it will be acknowledged. */
  record Sending(int token, Outgoing message) {}

  Outbox(Connection.Settings settings, DeliveryListener deliveries) {
    this.settings = settings;
    this.deliveries = deliveries;
  }

  /** Takes a message that happens now. When the buffer is full the oldest one makes room. */
  void addLive(Outgoing message) {
    Deque<Outgoing> queue = cutOff.getOrDefault(message.device(), live);
    int limit = settings.bufferLimit() * (queue == live ? settings.devices().size() : 1);
    if (queue.size() >= limit) {
      deliveries.dropped(queue.removeFirst());
    }
    queue.addLast(message);
  }

  /** Takes a message of the past, or refuses it while enough of them wait. */
  boolean addBacklog(Outgoing message) {
    if (backlog.size() >= 2 * settings.window() + 16 && cutOff.isEmpty()) {
      return false;
    }
    backlog.addLast(message);
    return true;
  }

  /**
   * Keeps a device's messages back.
   *
   * @return whether that is new
   */
  boolean cut(String device) {
    return cutOff.putIfAbsent(device, new ArrayDeque<>()) == null;
  }

  /**
   * Lets what {@link #cut} kept back follow as backlog.
   *
   * @return whether the device was cut off
   */
  boolean mend(String device) {
    Deque<Outgoing> waited = cutOff.remove(device);
    if (waited == null) {
      return false;
    }
    backlog.addAll(waited);
    return true;
  }

  boolean anyCut() {
    return !cutOff.isEmpty();
  }

  /** The next message to send, which is in flight from now on; none while the window is full. */
  @Nullable Sending next(int window) {
    if (inFlight.size() >= window) {
      return null;
    }
    boolean fromBacklog = live.isEmpty();
    Outgoing message = fromBacklog ? backlog.pollFirst() : live.pollFirst();
    if (message == null) {
      return null;
    }
    int token = freeToken();
    inFlight.put(token, new InFlight(message, fromBacklog));
    deliveries.sent(message);
    return new Sending(token, message);
  }

  /** A number that no message in flight has. */
  int freeToken() {
    do {
      lastToken = lastToken % LAST_TOKEN + 1;
    } while (inFlight.containsKey(lastToken));
    return lastToken;
  }

  /**
   * The other side has answered.
   *
   * @return the message that it refused; none where it took it or where the token is unknown
   */
  @Nullable Outgoing answered(int token, int reasonCode) {
    InFlight done = inFlight.remove(token);
    if (done == null) {
      return null;
    }
    if (reasonCode >= REFUSED) {
      deliveries.refused(done.message());
      return done.message();
    }
    deliveries.acknowledged(done.message());
    return null;
  }

  /** The link is gone: what was in flight is sent again, in its old order, before all else. */
  void takeBackUnsure() {
    List<InFlight> unsure = new ArrayList<>(inFlight.values());
    inFlight.clear();
    for (int i = unsure.size() - 1; i >= 0; i--) {
      (unsure.get(i).fromBacklog() ? backlog : live).addFirst(unsure.get(i).message());
    }
  }

  /** Messages not yet acknowledged, whether sent or not. */
  int pending() {
    int waiting = cutOff.values().stream().mapToInt(Deque::size).sum();
    return live.size() + backlog.size() + inFlight.size() + waiting;
  }
}
