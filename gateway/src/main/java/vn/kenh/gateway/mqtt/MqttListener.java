package vn.kenh.gateway.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.time.Clock;
import java.util.Objects;

/**
 * The MQTT server that devices connect to. What they publish goes to a {@link MessageInbox}, and is
 * acknowledged once it is durable; what the server has to say goes to the devices that subscribe.
 * It is not a broker: devices do not hear one another.
 */
public final class MqttListener {

  private final Vertx vertx;
  private final MqttLimits limits;
  private final DeviceAuthenticator authenticator;
  private final MessageInbox inbox;
  private final ConnectionListener connections;
  private final Clock clock;

  public MqttListener(
      Vertx vertx,
      MqttLimits limits,
      DeviceAuthenticator authenticator,
      MessageInbox inbox,
      ConnectionListener connections,
      Clock clock) {
    this.vertx = vertx;
    this.limits = limits;
    this.authenticator = authenticator;
    this.inbox = inbox;
    this.connections = connections;
    this.clock = clock;
  }

  /** Starts to listen; may be called for several endpoints. Gives the port taken. */
  public Future<Integer> listen(MqttEndpoint endpoint) {
    Objects.requireNonNull(vertx);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(authenticator);
    Objects.requireNonNull(inbox);
    Objects.requireNonNull(connections);
    Objects.requireNonNull(clock);
    return Future.failedFuture("not there yet: " + endpoint);
  }

  /** Adds to an HTTP server's options what {@link #accept} needs: subprotocol and frame sizes. */
  public static HttpServerOptions forWebSockets(HttpServerOptions options, MqttLimits limits) {
    return options
        .addWebSocketSubProtocol("mqtt")
        .addWebSocketSubProtocol("mqttv3.1")
        .setMaxWebSocketFrameSize(limits.packetBytes())
        .setMaxWebSocketMessageSize(limits.packetBytes());
  }

  /** Takes over a WebSocket that an HTTP server accepted at {@code /mqtt}. */
  public void accept(ServerWebSocket webSocket) {
    webSocket.close();
  }

  /**
   * Sends a message to the sessions that subscribe to {@code topic} ({@code kenh/{device}/…}). May
   * be called from any thread.
   *
   * @param qos 0 or 1; lowered to what the subscription asks for
   */
  public Delivery publish(String topic, byte[] payload, int qos) {
    return new Delivery(0, 0, 0);
  }

  /** Closes all connections of a device, for example because its token was withdrawn. */
  public void disconnect(String device) {}

  /**
   * Stops reading publishes, for example while the spool is full, until {@link #resume}. May be
   * called from any thread.
   */
  public void pause() {}

  /** Reads again after {@link #pause}. */
  public void resume() {}

  public MqttGauges gauges() {
    return new MqttGauges(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Closes all endpoints and connections; sessions end with it. */
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
