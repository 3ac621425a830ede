package vn.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection from its first byte to its end: lets it in, then gives its packets to the
 * {@link Conversation}, and sees to it that every end is a clean one. Lives on one event loop;
 * methods that other threads may call say so.
 */
final class Connection implements PacketSizeGuard.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private enum State {
    /** No CONNECT yet. */
    NEW,
    /** Waiting for an earlier connection of the same client to end, or to be refused. */
    HANDSHAKE,
    OPEN,
    CLOSED
  }

  private final ListenerContext context;
  private final Wills wills;
  private final MqttLoop loop;
  private final Transport transport;
  private final ReadGate gate;
  private final Login login;
  private final ArrivingPacket arriving;
  private final long openedNanos = System.nanoTime();
  private final AtomicBoolean outgoingScheduled = new AtomicBoolean();

  private State state = State.NEW;
  private boolean isVersion5;
  private @Nullable ConnectRequest request;
  private @Nullable Conversation conversation;
  private @Nullable Queue<MqttMessage> early;

  Connection(ListenerContext context, Wills wills, MqttLoop loop, Transport transport) {
    this.context = context;
    this.wills = wills;
    this.loop = loop;
    this.transport = transport;
    this.gate = new ReadGate(transport, context.counters());
    this.login = new Login(context);
    this.arriving = new ArrivingPacket(context.budget(), context.limits().packetWithin());
    loop.add(this);
    context.counters().sockets.incrementAndGet();
  }

  /** Takes one packet and releases it. */
  void received(MqttMessage packet) {
    arriving.complete();
    if (state == State.HANDSHAKE) {
      keepForLater(packet);
      return;
    }
    try {
      if (state != State.CLOSED) {
        handle(packet);
      }
    } catch (ProtocolException e) {
      fail(e);
    } catch (RuntimeException e) {
      fail(failure("cannot handle a packet", e));
    } finally {
      ReferenceCountUtil.release(packet);
    }
  }

  /** What could be read at once has been read. */
  void readComplete() {
    Conversation current = conversation;
    if (current != null && state == State.OPEN) {
      current.readComplete();
    }
    transport.flush();
  }

  void writabilityChanged() {
    Conversation current = conversation;
    if (current != null && state == State.OPEN && transport.isWritable()) {
      current.outgoing().pump();
    }
  }

  /** The network connection has gone. */
  void lost() {
    end(DisconnectReason.CONNECTION_LOST);
  }

  @Override
  public void incomplete(int bytes) {
    arriving.partRead(System.nanoTime());
    if (state == State.OPEN && !arriving.setAside(bytes)) {
      waitForRoom();
    }
  }

  @Override
  public void tooLarge(long bytes) {
    fail(
        new ProtocolException(
            ReasonCode.PACKET_TOO_LARGE,
            "a packet of "
                + bytes
                + " bytes; the largest taken has "
                + context.limits().packetBytes()));
  }

  /** The inbox or the budget cannot take more; this connection waits for its turn. */
  void waitForRoom() {
    // A large packet that has its bytes set aside is read to its end, or nothing would ever move.
    if (!arriving.isSetAside() && !gate.isPausedFor(ReadGate.Reason.BUDGET)) {
      gate.pause(ReadGate.Reason.BUDGET);
      loop.pauseUntilRoom(this);
    }
  }

  /** There is room again; false if not enough for what this connection waits for. */
  boolean roomAvailable() {
    if (state == State.CLOSED) {
      return true;
    }
    if (!arriving.setAsideWanted()) {
      return false;
    }
    heard();
    gate.resume(ReadGate.Reason.BUDGET);
    return true;
  }

  /** Looks at the deadlines. */
  void tick(long nowNanos) {
    switch (state) {
      case NEW -> {
        if (nowNanos - openedNanos > context.limits().connectWithin().toNanos()) {
          end(DisconnectReason.TIMEOUT);
        }
      }
      case OPEN -> {
        if (gate.isPaused()) {
          // Silence is ours, not the client's; its time begins again when it is read again.
          heard();
          arriving.restart(nowNanos);
        } else if (isSilent(nowNanos)) {
          fail(new ProtocolException(ReasonCode.KEEP_ALIVE_TIMEOUT, "nothing heard for too long"));
        }
      }
      case HANDSHAKE, CLOSED -> {}
    }
  }

  /** From any thread: the session has a message for this client. */
  void outgoingWaiting() {
    if (outgoingScheduled.compareAndSet(false, true)) {
      loop.execute(
          () -> {
            outgoingScheduled.set(false);
            Conversation current = conversation;
            if (current != null && state == State.OPEN) {
              current.outgoing().pump();
            }
          });
    }
  }

  /**
   * From any thread: ends the connection and tells the client why.
   *
   * @param then run on this connection's event loop once it has ended
   */
  void disconnect(ReasonCode code, String explanation, Runnable then) {
    loop.execute(
        () -> {
          try {
            fail(new ProtocolException(code, explanation));
          } finally {
            // Whoever waits for this connection to end would wait for ever.
            then.run();
          }
        });
  }

  /** A failure of ours, which is logged here and which the client hears of in general terms. */
  static ProtocolException failure(String what, RuntimeException e) {
    LOG.error("{}", what, e);
    return new ProtocolException(ReasonCode.IMPLEMENTATION_ERROR, "the server failed; try again");
  }

  private void handle(MqttMessage packet) throws ProtocolException {
    Conversation current = conversation;
    if (current != null) {
      checkDecoded(packet);
      if (current.handle(packet)) {
        end(DisconnectReason.CLIENT);
      }
    } else if (packet instanceof MqttConnectMessage connect
        && !packet.decoderResult().isFailure()) {
      connect(connect);
    } else {
      checkDecoded(packet);
      throw new ProtocolException(ReasonCode.PROTOCOL_ERROR, "the first packet must be a CONNECT");
    }
  }

  private static void checkDecoded(MqttMessage packet) throws ProtocolException {
    if (packet.decoderResult().isFailure()) {
      throw DecoderFailures.toProtocol(packet.decoderResult().cause());
    }
  }

  private void connect(MqttConnectMessage connect) throws ProtocolException {
    isVersion5 = connect.variableHeader().version() == MqttVersion.MQTT_5.protocolLevel();
    ConnectRequest wanted = ConnectRequest.of(connect, context.limits());
    request = wanted;
    Identity identity = login.authenticate(wanted);
    if (wanted.will().isPresent() && !Topics.mayPublish(identity, wanted.will().get().topic())) {
      throw new ProtocolException(
          ReasonCode.NOT_AUTHORIZED, "the will's topic is not the device's");
    }
    SessionRegistry.Attachment attachment =
        context
            .sessions()
            .attach(
                this, identity, wanted.clientId(), wanted.fresh(), wanted.sessionExpirySeconds());
    state = State.HANDSHAKE;
    // The earlier connection ends first, its will included, so that what this client says follows.
    Runnable open =
        () -> {
          wills.publishOfEnded(attachment.ended());
          open(wanted, identity, attachment);
        };
    if (attachment.previous().isPresent()) {
      gate.pause(ReadGate.Reason.HANDSHAKE);
      attachment
          .previous()
          .get()
          .disconnect(
              ReasonCode.SESSION_TAKEN_OVER,
              "the same client connected again",
              () -> loop.execute(open));
    } else {
      open.run();
    }
  }

  private void open(
      ConnectRequest wanted, Identity identity, SessionRegistry.Attachment attachment) {
    if (state == State.CLOSED) {
      // The client went while its earlier connection was ending.
      context.sessions().detach(attachment.session(), this, null, context.clock().millis());
      return;
    }
    state = State.OPEN;
    Conversation opened =
        new Conversation(
            context, loop, transport, gate, this, wanted, identity, attachment.session());
    conversation = opened;
    context.counters().connections.increment();
    // Not before: a client that gets no answer to its small CONNECT takes the server for dead.
    if (context.budget().isExhausted()) {
      waitForRoom();
    }
    transport.write(ConnectAnswer.accepted(wanted, attachment.present(), context.limits()));
    context.connectionListener().connected(identity);
    opened.outgoing().resume();
    gate.resume(ReadGate.Reason.HANDSHAKE);
    replayEarly();
  }

  private void keepForLater(MqttMessage packet) {
    if (early == null) {
      early = new ArrayDeque<>();
    }
    early.add(packet);
  }

  private void replayEarly() {
    Queue<MqttMessage> packets = early;
    early = null;
    if (packets != null) {
      packets.forEach(this::received);
      readComplete();
    }
  }

  private void fail(ProtocolException why) {
    if (state == State.CLOSED) {
      return;
    }
    if (why.disconnectReason() == DisconnectReason.PROTOCOL_ERROR) {
      context.counters().protocolErrors.increment();
    }
    LOG.debug("{}: {} ({})", transport.remoteHost(), why.explanation(), why.code());
    if (state == State.OPEN) {
      if (isVersion5) {
        boolean explain = request == null || request.wantsProblemInformation();
        transport.write(Packets.disconnect(why.code(), explain ? why.explanation() : ""));
      }
      end(why.disconnectReason());
    } else {
      refuse(why);
    }
  }

  private void refuse(ProtocolException why) {
    state = State.HANDSHAKE;
    gate.pause(ReadGate.Reason.HANDSHAKE);
    Duration delay = login.delay(why.code(), transport.remoteHost());
    Runnable answer =
        () -> {
          if (state != State.CLOSED) {
            ConnectAnswer.refused(isVersion5, why).ifPresent(transport::write);
            end(why.disconnectReason());
          }
        };
    if (delay.isZero()) {
      answer.run();
    } else {
      loop.schedule(answer, delay);
    }
  }

  private void end(DisconnectReason reason) {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    loop.remove(this);
    gate.close();
    arriving.complete();
    context.counters().sockets.decrementAndGet();
    Queue<MqttMessage> packets = early;
    early = null;
    if (packets != null) {
      packets.forEach(ReferenceCountUtil::release);
    }
    Conversation current = conversation;
    if (current != null) {
      context.counters().connections.decrement();
      current.end(reason).ifPresent(wills::publish);
      context.connectionListener().disconnected(current.identity(), reason);
    }
    transport.close();
  }

  private boolean isSilent(long nowNanos) {
    Conversation current = conversation;
    return arriving.isOverdue(nowNanos)
        || (current != null && current.keepAlive().isExpired(nowNanos));
  }

  private void heard() {
    Conversation current = conversation;
    if (current != null) {
      current.keepAlive().heard(System.nanoTime());
    }
  }
}
