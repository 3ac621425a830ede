package vn.kenh.gateway.uplink;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolEntry;

/** One publish to the server and the spool entries that are in it. */
final class Parcel {

  private final String topic;
  private final byte[] payload;
  private final List<Content> contents;
  private final AtomicBoolean settled = new AtomicBoolean();

  Parcel(String topic, byte[] payload, List<SpoolEntry> entries) {
    this.topic = topic;
    this.payload = payload;
    this.contents =
        entries.stream().map(entry -> new Content(entry.id(), entry.readings())).toList();
  }

  String topic() {
    return topic;
  }

  byte[] payload() {
    return payload;
  }

  boolean isSettled() {
    return settled.get();
  }

  /** Lets go of the entries: the server has them. True the first time. */
  boolean stored(Spool spool) {
    boolean first = settled.compareAndSet(false, true);
    if (first) {
      contents.forEach(content -> spool.acknowledge(content.id(), content.readings(), 0));
    }
    return first;
  }

  /** Lets go of the entries: the server will never take them. */
  void refused(Spool spool) {
    if (settled.compareAndSet(false, true)) {
      contents.forEach(content -> spool.acknowledge(content.id(), 0, content.readings()));
    }
  }

  private record Content(long id, int readings) {}
}
