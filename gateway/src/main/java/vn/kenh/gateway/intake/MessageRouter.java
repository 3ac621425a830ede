package vn.kenh.gateway.intake;

import java.util.Map;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.mqtt.MessageInbox;

/**
 * Sends each message to who takes its kind of topic ({@code kenh/{device}/{kind}}): pictures,
 * states and command answers go their own way, all else is telemetry.
 */
public final class MessageRouter implements MessageInbox {

  private final MessageInbox telemetry;
  private final Map<String, MessageInbox> byKind;

  /**
   * @param telemetry takes every message that no other inbox takes
   * @param byKind inboxes by the kind in the topic, such as {@code snapshot}
   */
  public MessageRouter(MessageInbox telemetry, Map<String, MessageInbox> byKind) {
    this.telemetry = telemetry;
    this.byKind = Map.copyOf(byKind);
  }

  @Override
  public void accept(Message message, Runnable onDurable) {
    MessageInbox inbox = byKind.get(TopicNames.kind(message.topic()));
    (inbox == null ? telemetry : inbox).accept(message, onDurable);
  }
}
