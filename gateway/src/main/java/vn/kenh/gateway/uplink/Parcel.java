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
  private final boolean relayed;
  private final AtomicBoolean settled = new AtomicBoolean();

  private final Runnable whenSettled;

  private Parcel(
      String topic,
      byte[] payload,
      boolean relayed,
      List<SpoolEntry> entries,
      Runnable whenSettled) {
    this.whenSettled = whenSettled;
    this.topic = topic;
    this.payload = payload;
    this.relayed = relayed;
    this.contents =
        entries.stream().map(entry -> new Content(entry.id(), entry.readings())).toList();
  }

  /** Readings of many devices, in the gateway's own name. */
  static Parcel frame(String topic, byte[] payload, List<SpoolEntry> entries) {
    return new Parcel(topic, payload, false, entries, () -> {});
  }

  /** A message of one device, as it came. */
  static Parcel relayed(SpoolEntry message) {
    return new Parcel(message.topic(), message.body(), true, List.of(message), () -> {});
  }

  /** A picture, which does not come from the spool. */
  static Parcel picture(OutgoingPicture picture) {
    return new Parcel(picture.topic(), picture.payload(), true, List.of(), picture.settled());
  }

  /** Whether it is the message of one device, so that its refusal says nothing about the others. */
  boolean isRelayed() {
    return relayed;
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
      whenSettled.run();
    }
    return first;
  }

  /** Lets go of the entries: the server will never take them. */
  void refused(Spool spool) {
    if (settled.compareAndSet(false, true)) {
      contents.forEach(content -> spool.acknowledge(content.id(), 0, content.readings()));
      whenSettled.run();
    }
  }

  private record Content(long id, int readings) {}
}
