package vn.kenh.gateway.spool;

/**
 * Something set aside, with all that is needed to look at it and to try it again.
 *
 * @param id position in the quarantine, 0 for an item not stored yet
 * @param topic the topic it was published to, or would have been
 * @param device the device it belongs to, empty if the topic names none
 * @param receivedMillis when it was first seen, epoch milliseconds
 * @param error why it was set aside
 * @param payload raw bytes; line protocol of a refused reading
 */
public record QuarantineItem(
    long id,
    Kind kind,
    String topic,
    String device,
    long receivedMillis,
    String error,
    byte[] payload) {

  /** What was set aside. */
  public enum Kind {
    /** A whole message nobody can read. */
    MESSAGE(0),
    /** A point or value of a message whose rest was kept. */
    VALUE(1),
    /** Readings the store will not take. */
    REFUSED(2);

    final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of quarantined item has number " + code);
    }
  }

  public QuarantineItem(
      Kind kind, String topic, String device, long receivedMillis, String error, byte[] payload) {
    this(0, kind, topic, device, receivedMillis, error, payload);
  }
}
