package vn.kenh.gateway;

import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolGroup;

/** Keeps messages that only the server understands, unread, for the uplink to hand on. */
final class RelayInbox implements MessageInbox {

  private static final String SNAPSHOT = "/snapshot";

  private final Spool spool;

  RelayInbox(Spool spool) {
    this.spool = spool;
  }

  @Override
  public void accept(Message message, Runnable onDurable) {
    spool.append(SpoolGroup.message(topic(message), message.payload(), onDurable));
  }

  /** The time of a picture must not depend on when the link to the server is there again. */
  private static String topic(Message message) {
    if (!message.topic().endsWith(SNAPSHOT)) {
      return message.topic();
    }
    String time = message.userProperties().getOrDefault("time", "");
    long millis = time.matches("\\d{1,15}") ? Long.parseLong(time) : message.receivedMillis();
    return message.topic() + "/" + millis;
  }
}
