package vn.kenh.gateway.spool;

/** What the bytes of a spool entry are. */
public enum EntryKind {
  /** Readings as line protocol, a newline after every point. */
  FRAME(0),
  /** A publish as it came, to be handed on unread: topic and payload. */
  MESSAGE(1);

  final int code;

  EntryKind(int code) {
    this.code = code;
  }

  static boolean exists(int code) {
    return code == FRAME.code || code == MESSAGE.code;
  }

  static EntryKind of(int code) {
    for (EntryKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of spool entry has number " + code);
  }
}
