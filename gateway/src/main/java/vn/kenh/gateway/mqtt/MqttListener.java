package vn.kenh.gateway.mqtt;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The MQTT server that devices connect to. What they publish goes to a {@link MessageInbox}, and is
 * acknowledged once it is durable; what the server has to say goes to the devices that subscribe.
 * It is not a broker: devices do not hear one another, and nothing is retained.
 */
public final class MqttListener {

  private static final Duration SESSION_SWEEP = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final ListenerContext context;
  private final Wills wills;
  private final Map<EventLoop, MqttLoop> loops = new ConcurrentHashMap<>();
  private final List<String> deployments = new CopyOnWriteArrayList<>();
  private final long sweeping;

  /**
   * @param inbox takes the publishes; called on event loops
   */
  public MqttListener(
      Vertx vertx,
      MqttLimits limits,
      DeviceAuthenticator authenticator,
      MessageInbox inbox,
      ConnectionListener connections,
      Clock clock) {
    this.vertx = vertx;
    this.context =
        new ListenerContext(
            limits,
            authenticator,
            inbox,
            connections,
            clock,
            new SessionRegistry(limits),
            new InFlightBudget(limits.unacknowledgedMessages(), limits.unacknowledgedBytes()),
            new FailedLogins(),
            new Counters());
    this.wills = new Wills(context);
    this.sweeping = vertx.setPeriodic(SESSION_SWEEP.toMillis(), timer -> sweepSessions());
  }

  /** Starts to listen; may be called for several endpoints. Gives the port taken. */
  public Future<Integer> listen(MqttEndpoint endpoint) {
    Promise<Integer> port = Promise.promise();
    MqttEndpoint shared = endpoint.port() == 0 ? onFreePort(endpoint) : endpoint;
    return vertx
        .deployVerticle(
            () -> new TcpServer(shared, context, wills, this::loop, port),
            new DeploymentOptions().setInstances(context.limits().eventLoops()))
        .compose(
            deployment -> {
              deployments.add(deployment);
              return port.future();
            });
  }

  /** Adds to an HTTP server's options what {@link #accept} needs: subprotocol and frame sizes. */
  public static HttpServerOptions forWebSockets(HttpServerOptions options, MqttLimits limits) {
    return options
        .addWebSocketSubProtocol("mqtt")
        .addWebSocketSubProtocol("mqttv3.1")
        .setMaxWebSocketFrameSize(limits.packetBytes())
        .setMaxWebSocketMessageSize(limits.packetBytes());
  }

  /**
   * Takes over a WebSocket that an HTTP server accepted at {@code /mqtt}. To be called on the
   * socket's own context, as its handlers are.
   */
  public void accept(ServerWebSocket socket) {
    Context current = vertx.getOrCreateContext();
    if (context.counters().sockets.get() >= context.limits().connections()) {
      var unused = socket.close();
      return;
    }
    EmbeddedChannel channel = WebSocketChannel.wrap(socket);
    MqttLoop loop = loop(((ContextInternal) current).nettyEventLoop());
    ChannelBridge.install(
        channel.pipeline(),
        channel.pipeline().lastContext(),
        String.valueOf(socket.remoteAddress().hostAddress()),
        context.limits(),
        transport -> new Connection(context, wills, loop, transport));
    WebSocketChannel.start(socket, channel);
  }

  /**
   * Sends a message to the sessions that subscribe to {@code topic} ({@code kenh/{device}/…}). May
   * be called from any thread.
   *
   * @param payload not changed afterwards
   * @param qos 0, 1 or 2; lowered to what the subscription asks for
   */
  public Delivery publish(String topic, byte[] payload, int qos) {
    return publish(new OutgoingMessage(topic, payload, qos, Long.MAX_VALUE));
  }

  /**
   * The same for a message that nobody wants any more after some time.
   *
   * @param expiry after this it is dropped where it waits
   */
  public Delivery publish(String topic, byte[] payload, int qos, Duration expiry) {
    return publish(
        new OutgoingMessage(topic, payload, qos, context.clock().millis() + expiry.toMillis()));
  }

  /** Closes all connections of a device, for example because its token was withdrawn. */
  public void disconnect(String device) {
    for (Session session : context.sessions().ofDevice(device)) {
      Connection connection = session.connection();
      if (connection != null) {
        connection.disconnect(
            ReasonCode.ADMINISTRATIVE_ACTION, "closed by the server's operator", () -> {});
      }
    }
  }

  /**
   * Stops reading publishes, for example while the spool is full, until {@link #resume}. May be
   * called from any thread.
   */
  public void pause() {
    context.budget().intakePaused(true);
  }

  /** Reads again after {@link #pause}. */
  public void resume() {
    context.budget().intakePaused(false);
  }

  public MqttGauges gauges() {
    Counters counters = context.counters();
    return new MqttGauges(
        counters.connections.sum(),
        counters.paused.sum(),
        context.sessions().size(),
        context.budget().messages(),
        context.budget().bytes(),
        context.sessions().queuedMessages(),
        counters.received.sum(),
        counters.acknowledged.sum(),
        counters.refused.sum(),
        counters.loginsRefused.sum(),
        counters.protocolErrors.sum());
  }

  /**
   * Closes all endpoints, then all connections. Sessions end with it; wills are not published,
   * because it is the server that goes.
   */
  public Future<Void> close() {
    vertx.cancelTimer(sweeping);
    loops.values().forEach(loop -> loop.execute(() -> closeConnections(loop)));
    return Future.join(deployments.stream().map(vertx::undeploy).toList())
        .andThen(done -> loops.values().forEach(loop -> loop.execute(loop::close)))
        .mapEmpty();
  }

  /**
   * Vert.x gives one free port to all servers of a negative port number, which is how the event
   * loops share it; the number has to differ from that of any other endpoint.
   */
  private static MqttEndpoint onFreePort(MqttEndpoint endpoint) {
    int number = -1 - ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    return new MqttEndpoint(endpoint.host(), number, endpoint.tls());
  }

  private static void closeConnections(MqttLoop loop) {
    for (Connection connection : loop.connections()) {
      connection.disconnect(ReasonCode.SERVER_SHUTTING_DOWN, "the server shuts down", () -> {});
    }
  }

  private Delivery publish(OutgoingMessage message) {
    int sent = 0;
    int queued = 0;
    int refused = 0;
    String device = Topics.device(message.topic()).orElse("");
    for (Session session : context.sessions().subscribers(device)) {
      switch (session.offer(message)) {
        case SENT -> sent++;
        case QUEUED -> queued++;
        case REFUSED -> refused++;
        case NOT_SUBSCRIBED -> {}
      }
    }
    return new Delivery(sent, queued, refused);
  }

  private MqttLoop loop(EventLoop eventLoop) {
    return loops.computeIfAbsent(eventLoop, key -> new MqttLoop(key, context.budget()));
  }

  private void sweepSessions() {
    wills.publishDue();
    wills.publishOfEnded(context.sessions().expire(context.clock().millis()));
  }
}
