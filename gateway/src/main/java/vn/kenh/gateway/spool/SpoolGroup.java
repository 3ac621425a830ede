package vn.kenh.gateway.spool;

import java.util.List;

/**
 * What becomes durable in one piece: an entry for the sink (unless {@code body} is empty), what was
 * quarantined on the way, and the change of the books.
 *
 * @param counts without {@link Counter#READINGS_SPOOLED}, which follows from {@code readings}
 * @param queuedBytes memory to give back to {@link Backpressure} once durable
 * @param onDurable run on the commit thread right after the fsync; must not block
 */
public record SpoolGroup(
    EntryKind kind,
    String topic,
    byte[] body,
    int readings,
    Counts counts,
    List<QuarantineItem> quarantined,
    long queuedBytes,
    Runnable onDurable) {

  /** Readings as line protocol, with nothing else to account for. */
  public static SpoolGroup frame(byte[] lines, int readings, Runnable onDurable) {
    return new SpoolGroup(
        EntryKind.FRAME, "", lines, readings, new Counts(), List.of(), lines.length, onDurable);
  }

  /** A publish to hand on unread. */
  public static SpoolGroup message(String topic, byte[] payload, Runnable onDurable) {
    return new SpoolGroup(
        EntryKind.MESSAGE, topic, payload, 0, new Counts(), List.of(), payload.length, onDurable);
  }
}
