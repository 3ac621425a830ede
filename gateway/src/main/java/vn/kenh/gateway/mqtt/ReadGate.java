package vn.kenh.gateway.mqtt;

/** Whether a connection is read from: only while nobody has a reason against it. */
final class ReadGate {

  /** Why not to read. */
  enum Reason {
    /** Too many publishes of this connection are unacknowledged. */
    WINDOW(1),
    /** Too many publishes of the whole process are unacknowledged, or the intake is full. */
    BUDGET(2),
    /** The connection is being accepted or refused. */
    HANDSHAKE(4);

    private final int bit;

    Reason(int bit) {
      this.bit = bit;
    }
  }

  private final Transport transport;
  private final Counters counters;
  private int reasons;

  ReadGate(Transport transport, Counters counters) {
    this.transport = transport;
    this.counters = counters;
  }

  void pause(Reason reason) {
    int before = reasons;
    reasons |= reason.bit;
    if (before == 0) {
      counters.paused.increment();
      transport.reading(false);
    }
  }

  void resume(Reason reason) {
    int before = reasons;
    reasons &= ~reason.bit;
    if (before != 0 && reasons == 0) {
      counters.paused.decrement();
      transport.reading(true);
    }
  }

  boolean isPaused() {
    return reasons != 0;
  }

  boolean isPausedFor(Reason reason) {
    return (reasons & reason.bit) != 0;
  }

  /** The connection has ended: nothing is paused any more. */
  void close() {
    if (reasons != 0) {
      counters.paused.decrement();
      reasons = 0;
    }
  }
}
