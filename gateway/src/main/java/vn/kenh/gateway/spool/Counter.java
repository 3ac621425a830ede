package vn.kenh.gateway.spool;

/**
 * What the ledger counts, from the first start of a data directory on. Each keeps its number for
 * ever, because that is how it is stored.
 */
public enum Counter {
  /** Messages taken in by the intake. */
  MESSAGES_RECEIVED(0),
  /** Messages that could be read, even if some of their values were set aside. */
  MESSAGES_DECODED(1),
  /** Messages that nobody could read, kept whole in the quarantine. */
  MESSAGES_QUARANTINED(2),
  /** Readings (fields, not points) made durable in the spool. */
  READINGS_SPOOLED(3),
  /** Readings the sink has confirmed. */
  READINGS_STORED(4),
  /** Readings the sink will never take; they are in the quarantine. */
  READINGS_REFUSED(5),
  /** Spooled readings lost to damage of the disk before the sink had them. */
  READINGS_DAMAGED(6),
  /** Single values set aside by a rule, while the rest of their message was kept. */
  VALUES_QUARANTINED(7),
  /** Text values, which are left out. */
  TEXTS_IGNORED(8),
  /** Quarantined items that were tried again and could be read. */
  ITEMS_REPLAYED(9);

  static final int COUNT = values().length;

  final int index;

  Counter(int index) {
    this.index = index;
  }
}
