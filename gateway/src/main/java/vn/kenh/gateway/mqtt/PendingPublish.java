package vn.kenh.gateway.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * One incoming publish between its arrival and its acknowledgement. Runs when the message has
 * become durable, on a thread of the inbox, and then only hands itself to its event loop.
 */
final class PendingPublish implements Runnable {

  private final IncomingPublishes owner;
  private final int packetId;
  private final int qos;
  private final int bytes;
  private final boolean counted;

  /** Link of {@link AcknowledgementQueue}; belongs to it. */
  @Nullable PendingPublish next;

  /** Set on the event loop. */
  private boolean ready;

  private ReasonCode reason = ReasonCode.SUCCESS;

  /**
   * @param bytes payload bytes
   * @param counted whether the budget counts it
   */
  PendingPublish(IncomingPublishes owner, int packetId, int qos, int bytes, boolean counted) {
    this.owner = owner;
    this.packetId = packetId;
    this.qos = qos;
    this.bytes = bytes;
    this.counted = counted;
  }

  @Override
  public void run() {
    owner.loop().acknowledgements().add(this);
  }

  /** On the event loop: the answer may go out, in its turn. */
  void ready() {
    ready = true;
  }

  void refused(ReasonCode why) {
    reason = why;
    ready = true;
  }

  boolean isReady() {
    return ready;
  }

  ReasonCode reason() {
    return reason;
  }

  IncomingPublishes owner() {
    return owner;
  }

  int packetId() {
    return packetId;
  }

  int qos() {
    return qos;
  }

  int bytes() {
    return bytes;
  }

  boolean isCounted() {
    return counted;
  }
}
