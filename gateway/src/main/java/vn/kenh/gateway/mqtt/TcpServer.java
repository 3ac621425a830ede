package vn.kenh.gateway.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's share of an endpoint; the instances of one deployment share the port. */
final class TcpServer extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);

  private static final int BACKLOG = 4_096;

  private final MqttEndpoint endpoint;
  private final ListenerContext listener;
  private final Wills wills;
  private final Function<EventLoop, MqttLoop> loops;
  private final Promise<Integer> port;

  /** Kept, because Vert.x closes a server that nobody refers to any more. */
  private @Nullable NetServer server;

  TcpServer(
      MqttEndpoint endpoint,
      ListenerContext listener,
      Wills wills,
      Function<EventLoop, MqttLoop> loops,
      Promise<Integer> port) {
    this.endpoint = endpoint;
    this.listener = listener;
    this.wills = wills;
    this.loops = loops;
    this.port = port;
  }

  @Override
  public Future<?> start() {
    server = vertx.createNetServer(options());
    return server
        .connectHandler(this::connected)
        .exceptionHandler(cause -> LOG.debug("a client cannot connect: {}", cause.toString()))
        .listen()
        .recover(
            failure ->
                Future.failedFuture(
                    new IllegalStateException(
                        "cannot take MQTT on %s port %d"
                            .formatted(endpoint.host(), endpoint.port()),
                        failure)))
        .onSuccess(listening -> port.tryComplete(listening.actualPort()));
  }

  private void connected(NetSocket socket) {
    if (listener.counters().sockets.get() >= listener.limits().connections()) {
      var unused = socket.close();
      return;
    }
    ChannelHandlerContext handler = ((NetSocketInternal) socket).channelHandlerContext();
    MqttLoop loop = loops.apply(handler.channel().eventLoop());
    ChannelBridge.install(
        handler.pipeline(),
        handler,
        String.valueOf(socket.remoteAddress().hostAddress()),
        listener.limits(),
        transport -> new Connection(listener, wills, loop, transport));
  }

  private NetServerOptions options() {
    NetServerOptions options =
        new NetServerOptions()
            .setHost(endpoint.host())
            .setPort(endpoint.port())
            .setAcceptBacklog(BACKLOG)
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true);
    endpoint.tls().ifPresent(tls -> secure(options, tls));
    return options;
  }

  private static void secure(NetServerOptions options, MqttTls tls) {
    options
        .setSsl(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(tls.certificate().toString())
                .setKeyPath(tls.key().toString()));
    tls.clientAuthority()
        .ifPresent(
            authority ->
                options
                    .setClientAuth(ClientAuth.REQUIRED)
                    .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString())));
  }
}
