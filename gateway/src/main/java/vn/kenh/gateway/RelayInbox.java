package vn.kenh.gateway;

import java.util.List;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.reading.Timestamps;
import vn.kenh.gateway.spool.Counter;
import vn.kenh.gateway.spool.Counts;
import vn.kenh.gateway.spool.EntryKind;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolGroup;

/**
 * Keeps messages that only the server understands, unread, for the uplink to hand on. A picture
 * whose user property {@code time} is no time goes to quarantine.
 */
final class RelayInbox implements MessageInbox {

  private static final String SNAPSHOT = "/snapshot";
  private static final byte[] NOTHING = {};

  private final Spool spool;

  RelayInbox(Spool spool) {
    this.spool = spool;
  }

  @Override
  public void accept(Message message, Runnable onDurable) {
    String topic;
    try {
      topic = topic(message);
    } catch (IllegalArgumentException e) {
      spool.append(setAside(message, String.valueOf(e.getMessage()), onDurable));
      return;
    }
    spool.append(SpoolGroup.message(topic, message.payload(), onDurable));
  }

  /** The time of a picture must not depend on when the link to the server is there again. */
  private static String topic(Message message) {
    if (!message.topic().endsWith(SNAPSHOT)) {
      return message.topic();
    }
    String time = message.userProperties().getOrDefault("time", "");
    long millis = time.isEmpty() ? message.receivedMillis() : Timestamps.parse(time);
    return message.topic() + "/" + millis;
  }

  private static SpoolGroup setAside(Message message, String error, Runnable onDurable) {
    Counts counts = new Counts();
    counts.add(Counter.MESSAGES_RECEIVED, 1);
    counts.add(Counter.MESSAGES_QUARANTINED, 1);
    QuarantineItem item =
        new QuarantineItem(
            QuarantineItem.Kind.MESSAGE,
            message.topic(),
            message.topic().split("/", -1)[1],
            message.receivedMillis(),
            error,
            message.payload());
    return new SpoolGroup(
        EntryKind.MESSAGE,
        message.topic(),
        NOTHING,
        0,
        counts,
        List.of(item),
        message.payload().length,
        onDurable);
  }
}
