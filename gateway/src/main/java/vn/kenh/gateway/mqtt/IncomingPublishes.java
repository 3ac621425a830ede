package vn.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.kenh.gateway.codec.Message;

/**
 * What one client publishes: checked, handed to the inbox, and acknowledged once durable, in the
 * order of its arrival (MQTT 5, 4.6). Lives on the connection's event loop.
 */
final class IncomingPublishes {

  private static final int PUBACK = 0x40;
  private static final int PUBREC = 0x50;
  private static final int LONGEST_ACKNOWLEDGEMENT = 5;

  private final ListenerContext context;
  private final MqttLoop loop;
  private final Transport transport;
  private final ReadGate gate;
  private final Identity identity;
  private final QosTwoReceipts receipts;
  private final boolean isVersion5;
  private final Runnable onBudgetExhausted;

  private final ArrayDeque<PendingPublish> window = new ArrayDeque<>(4);
  private @Nullable TopicAliases aliases;
  private String lastTopic = "";
  private int unacknowledged;
  private long unacknowledgedBytes;
  private int openQosOne;
  private boolean touched;
  private boolean closed;

  IncomingPublishes(
      ListenerContext context,
      MqttLoop loop,
      Transport transport,
      ReadGate gate,
      Identity identity,
      QosTwoReceipts receipts,
      MqttVersion version,
      Runnable onBudgetExhausted) {
    this.context = context;
    this.loop = loop;
    this.transport = transport;
    this.gate = gate;
    this.identity = identity;
    this.receipts = receipts;
    this.isVersion5 = version == MqttVersion.MQTT_5;
    this.onBudgetExhausted = onBudgetExhausted;
  }

  /** Takes one PUBLISH; the caller releases its buffer. */
  void receive(MqttPublishMessage publish) throws ProtocolException {
    int qos = publish.fixedHeader().qosLevel().value();
    int packetId = publish.variableHeader().packetId();
    String topic = topic(publish);
    if (!Topics.isValidName(topic)) {
      throw new ProtocolException(
          ReasonCode.TOPIC_NAME_INVALID, "nobody can publish to a topic of this form");
    }
    if (isVersion5 && qos > 0 && openQosOne + receipts.size() >= receiveMaximum()) {
      throw new ProtocolException(
          ReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
          "more than " + receiveMaximum() + " publishes without acknowledgement");
    }
    if (!Topics.mayPublish(identity, topic)) {
      refuse(topic, qos, packetId);
      return;
    }
    PendingPublish pending =
        new PendingPublish(this, packetId, qos, publish.payload().readableBytes(), true);
    if (qos == 2 && isRepeated(pending)) {
      return;
    }
    if (qos > 0) {
      window.add(pending);
    }
    if (qos == 1) {
      openQosOne++;
    }
    accept(pending, topic, publish);
    slowDown();
  }

  /** PUBREL: the client knows that we have the message; the reply is written, not flushed. */
  void release(int packetId) {
    boolean known = receipts.release(packetId);
    transport.write(
        Packets.pubComp(packetId, known ? ReasonCode.SUCCESS : ReasonCode.PACKET_ID_NOT_FOUND));
  }

  /**
   * On the event loop: {@code pending} is on disk. Whether the budget still counts it; {@link
   * #close} gives back what was under way.
   */
  boolean durable(PendingPublish pending) {
    if (!pending.isCounted()) {
      return false;
    }
    if (pending.qos() == 2) {
      receipts.durable(pending.packetId());
    }
    if (closed) {
      return false;
    }
    unacknowledged--;
    unacknowledgedBytes -= pending.bytes();
    return true;
  }

  /** Whether this is the first touch since the last {@link #acknowledge}. */
  boolean touch() {
    boolean first = !touched;
    touched = true;
    return first;
  }

  /** Acknowledges what is ready and has nothing unready before it: one write, one flush. */
  void acknowledge() {
    touched = false;
    if (closed) {
      return;
    }
    PendingPublish first = window.peek();
    if (first != null && first.isReady()) {
      writeAcknowledgements();
      transport.flush();
    }
    if (gate.isPausedFor(ReadGate.Reason.WINDOW) && unacknowledged <= receiveMaximum() / 2) {
      gate.resume(ReadGate.Reason.WINDOW);
    }
  }

  /** After a read: answers that needed no disk. */
  void readComplete() {
    if (touched) {
      acknowledge();
    }
  }

  /** Nobody waits for these answers any more: their room in the budget is given back, once. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    window.clear();
    context.budget().release(unacknowledged, unacknowledgedBytes);
    unacknowledged = 0;
    unacknowledgedBytes = 0;
  }

  MqttLoop loop() {
    return loop;
  }

  private String topic(MqttPublishMessage publish) throws ProtocolException {
    String topic = publish.variableHeader().topicName();
    if (isVersion5) {
      MqttProperties.@Nullable MqttProperty<?> alias =
          publish.variableHeader().properties().getProperty(MqttProperties.TOPIC_ALIAS);
      if (alias != null) {
        if (aliases == null) {
          aliases = new TopicAliases(context.limits().topicAliases());
        }
        topic = aliases.resolve(topic, (Integer) alias.value());
      } else if (topic.isEmpty()) {
        throw new ProtocolException(
            ReasonCode.PROTOCOL_ERROR, "a publish needs a topic or a topic alias");
      }
    }
    // Devices repeat themselves: one string a topic lives on, with its hash code computed.
    if (!topic.equals(lastTopic)) {
      lastTopic = topic;
    }
    return lastTopic;
  }

  private void refuse(String topic, int qos, int packetId) throws ProtocolException {
    context.counters().refused.increment();
    if (!isVersion5) {
      throw new ProtocolException(
          ReasonCode.NOT_AUTHORIZED, identity.device() + " may not publish to " + topic);
    }
    if (qos == 0) {
      // MQTT 5 has no answer to it but to hang up, which would cost a gateway its other devices.
      return;
    }
    PendingPublish refused = new PendingPublish(this, packetId, qos, 0, false);
    refused.refused(ReasonCode.NOT_AUTHORIZED);
    answerInTurn(refused);
  }

  private boolean isRepeated(PendingPublish publish) {
    PendingPublish again =
        new PendingPublish(this, publish.packetId(), publish.qos(), publish.bytes(), false);
    switch (receipts.begin(publish.packetId(), again)) {
      case NEW -> {
        return false;
      }
      case PENDING -> window.add(again);
      case RECEIVED -> {
        again.ready();
        answerInTurn(again);
      }
    }
    return true;
  }

  private void answerInTurn(PendingPublish ready) {
    if (ready.qos() == 1) {
      openQosOne++;
    }
    window.add(ready);
    touched = true;
  }

  private void accept(PendingPublish pending, String topic, MqttPublishMessage publish)
      throws ProtocolException {
    Message message =
        new Message(
            topic,
            ByteBufUtil.getBytes(publish.payload()),
            context.clock().millis(),
            isVersion5 ? Packets.userProperties(publish.variableHeader().properties()) : Map.of());
    unacknowledged++;
    unacknowledgedBytes += pending.bytes();
    context.budget().take(pending.bytes());
    context.counters().received.increment();
    try {
      context.inbox().accept(message, pending);
    } catch (InboxFullException e) {
      giveBack(pending);
      turnAway(pending, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      giveBack(pending);
      throw Connection.failure("cannot take a publish to " + topic, e);
    }
  }

  /** The publish was not taken after all. */
  private void giveBack(PendingPublish pending) {
    unacknowledged--;
    unacknowledgedBytes -= pending.bytes();
    context.budget().release(1, pending.bytes());
    if (pending.qos() == 2) {
      // Or the session would take the client's next attempt for a copy of one under way.
      receipts.release(pending.packetId());
    }
  }

  /** No room for this one now: MQTT 5 can say so of it alone, and of QoS 0 nothing was promised. */
  private void turnAway(PendingPublish pending, String why) throws ProtocolException {
    if (!isVersion5) {
      throw new ProtocolException(ReasonCode.QUOTA_EXCEEDED, why);
    }
    context.counters().refused.increment();
    if (pending.qos() > 0) {
      pending.refused(ReasonCode.QUOTA_EXCEEDED);
      touched = true;
    }
  }

  private void slowDown() {
    if (unacknowledged >= receiveMaximum()) {
      gate.pause(ReadGate.Reason.WINDOW);
    }
    if (context.budget().isExhausted()) {
      onBudgetExhausted.run();
    }
  }

  private void writeAcknowledgements() {
    ByteBuf packets = transport.allocator().ioBuffer(window.size() * LONGEST_ACKNOWLEDGEMENT);
    int count = 0;
    PendingPublish publish = window.peek();
    while (publish != null && publish.isReady()) {
      window.remove();
      boolean refused = publish.reason().isError();
      packets.writeByte(publish.qos() == 1 ? PUBACK : PUBREC);
      packets.writeByte(refused ? 3 : 2);
      packets.writeShort(publish.packetId());
      if (refused) {
        packets.writeByte(publish.reason().code());
      } else {
        count++;
      }
      if (publish.qos() == 1) {
        openQosOne--;
      }
      publish = window.peek();
    }
    transport.write(packets);
    context.counters().acknowledged.add(count);
  }

  private int receiveMaximum() {
    return context.limits().receiveMaximum();
  }
}
