package vn.kenh.sim.truth;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import vn.kenh.sim.link.DeliveryListener;
import vn.kenh.sim.link.Outgoing;

/** Keeps the books of all devices' messages and writes them into the ground truth. */
public final class Deliveries implements DeliveryListener {

  private final GroundTruth truth;
  private final Map<String, Counts> counts = new ConcurrentHashMap<>();
  private final Counts all = new Counts();

  public Deliveries(GroundTruth truth) {
    this.truth = truth;
  }

  /** A message was made. */
  public void produced(Outgoing message) {
    of(message).produced(message.points());
    all.produced(message.points());
    truth.message(
        message.device(),
        message.number(),
        message.topic(),
        message.points(),
        message.firstMillis(),
        message.lastMillis());
  }

  /** A copy of a message goes out on purpose. */
  public void duplicated(Outgoing message) {
    of(message).duplicate();
    all.duplicate();
  }

  @Override
  public void sent(Outgoing message) {
    of(message).sent();
    all.sent();
  }

  @Override
  public void acknowledged(Outgoing message) {
    if (message.number() > 0) {
      of(message).acknowledged(message.points());
      all.acknowledged(message.points());
      truth.acknowledged(message.device(), message.number());
    }
  }

  @Override
  public void refused(Outgoing message) {
    if (message.number() > 0) {
      of(message).refused();
      all.refused();
      truth.refused(message.device(), message.number());
    }
  }

  @Override
  public void dropped(Outgoing message) {
    if (message.number() > 0) {
      of(message).dropped();
      all.dropped();
      truth.dropped(message.device(), message.number());
    }
  }

  /** All devices' counts by device id. */
  public Map<String, Counts.Snapshot> byDevice() {
    Map<String, Counts.Snapshot> all = new TreeMap<>();
    counts.forEach((device, count) -> all.put(device, count.snapshot()));
    return all;
  }

  /** All devices together. */
  public Counts.Snapshot total() {
    return all.snapshot();
  }

  private Counts of(Outgoing message) {
    Counts known = counts.get(message.device()); // without a lock, for ten thousand a second
    return known == null
        ? counts.computeIfAbsent(message.device(), ignored -> new Counts())
        : known;
  }
}
