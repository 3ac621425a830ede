package vn.kenh.gateway.mqtt;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Incoming QoS 2 publishes of one session between PUBLISH and PUBREL, so that one sent again is not
 * taken twice (MQTT 5, 4.3.3). Outlives connections. Safe for use from several threads: a publish
 * may become durable while its client returns on another event loop.
 */
final class QosTwoReceipts {

  /** What to do with a QoS 2 publish. */
  enum Verdict {
    /** Seen for the first time: take it. */
    NEW,
    /** On its way to the disk: its PUBREC follows when it is durable. */
    PENDING,
    /** Durable: confirm it again. */
    RECEIVED
  }

  private static final class Receipt {
    boolean durable;
    @Nullable Runnable waiting;
  }

  private final Map<Integer, Receipt> receipts = new HashMap<>(4);

  /**
   * Notes a publish.
   *
   * @param whenDurable run if the answer is {@link Verdict#PENDING}, on another thread, when the
   *     first one of that packet identifier has become durable
   */
  synchronized Verdict begin(int packetId, Runnable whenDurable) {
    Receipt receipt = receipts.get(packetId);
    if (receipt == null) {
      receipts.put(packetId, new Receipt());
      return Verdict.NEW;
    }
    if (receipt.durable) {
      return Verdict.RECEIVED;
    }
    receipt.waiting = whenDurable;
    return Verdict.PENDING;
  }

  /** The publish is on disk. */
  void durable(int packetId) {
    Runnable waiting;
    synchronized (this) {
      Receipt receipt = receipts.get(packetId);
      if (receipt == null || receipt.durable) {
        return;
      }
      receipt.durable = true;
      waiting = receipt.waiting;
      receipt.waiting = null;
    }
    if (waiting != null) {
      waiting.run();
    }
  }

  /** PUBREL: the identifier is free again. Whether it was in use. */
  synchronized boolean release(int packetId) {
    return receipts.remove(packetId) != null;
  }

  synchronized int size() {
    return receipts.size();
  }
}
