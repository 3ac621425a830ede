package vn.kenh.gateway.mqtt;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.codec.Message;

/** Publishes wills when their time has come, the same way a device's own publish would go. */
final class Wills {

  private static final Logger LOG = LoggerFactory.getLogger(Wills.class);

  private final ListenerContext context;

  Wills(ListenerContext context) {
    this.context = context;
  }

  void publish(Will will) {
    try {
      context.counters().received.increment();
      context
          .inbox()
          .accept(
              new Message(
                  will.topic(), will.payload(), context.clock().millis(), will.userProperties()),
              Wills::nobodyWaits);
    } catch (RuntimeException e) {
      LOG.warn("the will to {} could not be taken: {}", will.topic(), e.toString());
    }
  }

  /** Of sessions that have ended: whatever their delay was. */
  void publishOfEnded(List<Session> sessions) {
    for (Session session : sessions) {
      session.takeDueWill(context.clock().millis(), true).ifPresent(this::publish);
    }
  }

  /** Of sessions whose client has not come back in time. */
  void publishDue() {
    long now = context.clock().millis();
    for (Session session : context.sessions().all()) {
      session.takeDueWill(now, false).ifPresent(this::publish);
    }
  }

  private static void nobodyWaits() {}
}
