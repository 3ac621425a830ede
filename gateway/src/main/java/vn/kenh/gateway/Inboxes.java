package vn.kenh.gateway;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import vn.kenh.gateway.codec.Codecs;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.intake.DurableListener;
import vn.kenh.gateway.intake.GatewayDevices;
import vn.kenh.gateway.intake.Intake;
import vn.kenh.gateway.intake.KeyBudget;
import vn.kenh.gateway.intake.MessageRouter;
import vn.kenh.gateway.intake.PointTags;
import vn.kenh.gateway.intake.QuarantineReplay;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.Spool;

/** What becomes of a message at the farm: readings are decoded, all else is handed on unread. */
final class Inboxes {

  /** A device has its own connection and reports for nobody else. */
  private static final GatewayDevices OWN_READINGS = (sender, device) -> false;

  /**
   * What comes through a broker may be frames of other gateways. Who stands behind whom, the server
   * knows; it sets aside what it does not take from this gateway.
   */
  private static final GatewayDevices READINGS_OF_ALL = (sender, device) -> true;

  private static final String STATUS = "/status";

  private final RelayInbox relay;
  private final MessageInbox devices;
  private final MessageInbox brokers;
  private final Intake brokerIntake;
  private final Map<String, MessageInbox> relayed;

  /**
   * @param answers stands before the inbox of answers to commands
   */
  Inboxes(Spool spool, KeyBudget keys, UnaryOperator<MessageInbox> answers, Clock clock) {
    relay = new RelayInbox(spool);
    relayed = Map.of("snapshot", relay, "status", relay, "ack", answers.apply(relay));
    brokerIntake = intake(spool, keys, READINGS_OF_ALL, clock);
    devices = new MessageRouter(intake(spool, keys, OWN_READINGS, clock), relayed);
    brokers = new MessageRouter(brokerIntake, relayed);
  }

  /** For the devices that connect here. */
  MessageInbox ofDevices() {
    return devices;
  }

  /** For brokers that are already there. */
  MessageInbox ofBrokers() {
    return brokers;
  }

  /**
   * Tries what was set aside again.
   *
   * @return empty if it leaves the quarantine, which is on disk once the spool has committed; else
   *     why not
   */
  Optional<String> retry(QuarantineItem item, Quarantine quarantine) throws SQLException {
    String[] levels = item.topic().split("/", -1);
    boolean ofOurs = levels.length >= 3 && levels[0].equals("kenh");
    if (!ofOurs || !relayed.containsKey(levels[2])) {
      return new QuarantineReplay(quarantine, brokerIntake).replay(item);
    }
    if (item.topic().endsWith(STATUS)) {
      // Whether a device was there then says nothing about now.
      quarantine.remove(item.id());
    } else {
      relay.accept(
          new Message(item.topic(), item.payload(), item.receivedMillis()),
          () -> QuarantineReplay.remove(quarantine, item.id()));
    }
    return Optional.empty();
  }

  private static Intake intake(Spool spool, KeyBudget keys, GatewayDevices devices, Clock clock) {
    return new Intake(
        Codecs.standard()::find, spool, keys, PointTags.NONE, devices, DurableListener.NONE, clock);
  }
}
