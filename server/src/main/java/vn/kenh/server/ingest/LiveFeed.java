package vn.kenh.server.ingest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import vn.kenh.gateway.reading.LineProtocolReader;

/** Hands readings to those who watch, as soon as they are durable. */
public final class LiveFeed {

  private final List<LiveSubscription> subscriptions = new CopyOnWriteArrayList<>();

  /**
   * Begins to watch.
   *
   * @param capacity how many readings wait for the subscriber before the oldest are dropped
   * @param onReadings run, on the feed's thread, when readings begin to wait: it must not block
   */
  public LiveSubscription subscribe(LiveFilter filter, int capacity, Runnable onReadings) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a subscriber needs room for a reading");
    }
    LiveSubscription subscription = new LiveSubscription(this, filter, capacity, onReadings);
    subscriptions.add(subscription);
    return subscription;
  }

  /** The same for a subscriber that asks by itself. */
  public LiveSubscription subscribe(LiveFilter filter, int capacity) {
    return subscribe(filter, capacity, () -> {});
  }

  /** How many watch now. */
  public int subscribers() {
    return subscriptions.size();
  }

  void remove(LiveSubscription subscription) {
    subscriptions.remove(subscription);
  }

  void publish(LineProtocolReader point) {
    if (subscriptions.isEmpty()) {
      return;
    }
    String farm = point.tag("farm").orElse("");
    String plot = point.tag("plot").orElse("");
    for (LiveSubscription subscription : subscriptions) {
      if (subscription.filter().wants(point.device(), farm, plot)) {
        for (int i = 0; i < point.fieldCount(); i++) {
          subscription.offer(
              new LiveReading(
                  point.timeMillis(), point.device(), farm, plot, point.key(i), point.value(i)));
        }
      }
    }
  }
}
