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
  private final Kind kind;
  private final Runnable whenSettled;
  private final AtomicBoolean settled = new AtomicBoolean();

  private enum Kind {
    FRAME,
    RELAYED,
    PICTURE
  }

  private Parcel(
      String topic, byte[] payload, Kind kind, List<SpoolEntry> entries, Runnable whenSettled) {
    this.topic = topic;
    this.payload = payload;
    this.kind = kind;
    this.whenSettled = whenSettled;
    this.contents =
        entries.stream().map(entry -> new Content(entry.id(), entry.readings())).toList();
  }

  /** Readings of many devices, in the gateway's own name. */
  static Parcel frame(String topic, byte[] payload, List<SpoolEntry> entries) {
    return new Parcel(topic, payload, Kind.FRAME, entries, () -> {});
  }

  /** A message of one device, as it came. */
  static Parcel relayed(SpoolEntry message) {
    return new Parcel(message.topic(), message.body(), Kind.RELAYED, List.of(message), () -> {});
  }

  /** A picture, which does not come from the spool. */
  static Parcel picture(OutgoingPicture picture) {
    return new Parcel(
        picture.topic(), picture.payload(), Kind.PICTURE, List.of(), picture.settled());
  }

  /** Whether it is the message of one device, so that its refusal says nothing about the others. */
  boolean isOfOneDevice() {
    return kind != Kind.FRAME;
  }

  boolean isPicture() {
    return kind == Kind.PICTURE;
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
