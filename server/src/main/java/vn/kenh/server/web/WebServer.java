package vn.kenh.server.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.TimeoutHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Serves HTTP. Every request passes the same gate (headers, access, body limit, cross-site check)
 * before it reaches a route, and every failure leaves through {@link Problems}.
 */
public final class WebServer {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

  /** Answers that may rightly take as long as the caller listens. */
  private static final Set<String> STREAMS = Set.of("/api/v1/live", "/api/v1/readings");

  /** Thousands of labels may take longer on a small machine. */
  private static final String PRINTS = "/labels.";

  /** Of gzip. The library's own default stores without compressing. */
  private static final int COMPRESSION = 6;

  private final Vertx vertx;
  private final WebOptions options;
  private final Router router;
  private AllowedMethods allowed = new AllowedMethods(List.of());
  private final UnaryOperator<HttpServerOptions> webSocketOptions;
  private final Handler<ServerWebSocket> mqtt;
  private final List<HttpServer> servers = new ArrayList<>();

  /**
   * Sets up all routes.
   *
   * @param credentials by what callers are known
   * @param webSocketOptions adds what MQTT over WebSocket needs
   * @param mqtt takes over WebSockets at {@code /mqtt}
   * @param routes each mounts its routes
   */
  public WebServer(
      Vertx vertx,
      WebOptions options,
      Credentials credentials,
      ErrorPage errorPage,
      UnaryOperator<HttpServerOptions> webSocketOptions,
      Handler<ServerWebSocket> mqtt,
      List<Consumer<Router>> routes) {
    this.vertx = vertx;
    this.options = options;
    this.webSocketOptions = webSocketOptions;
    this.mqtt = mqtt;
    this.router = router(new Access(credentials), new Problems(errorPage), routes);
  }

  /** Starts to listen; gives the HTTP port taken. */
  public Future<Integer> start() {
    Future<HttpServer> plain = listen(plainOptions(), options.port());
    Future<HttpServer> both =
        options.tls().isEmpty()
            ? plain
            : plain.compose(
                server ->
                    listen(tlsOptions(options.tls().get()), options.tls().get().port())
                        .map(server));
    return both.map(HttpServer::actualPort);
  }

  /** Every path with its methods, for the interface's own documentation and its tests. */
  public List<Route> routes() {
    return router.getRoutes();
  }

  /** Stops listening; requests under way have a moment to finish. */
  public Future<Void> stop() {
    return Future.join(servers.stream().map(server -> server.shutdown().mapEmpty()).toList())
        .mapEmpty();
  }

  private Router router(Access access, Problems problems, List<Consumer<Router>> routes) {
    Router all = Router.router(vertx);
    all.route().handler(new SecurityHeaders()).failureHandler(context -> fail(context, problems));
    all.route().handler(WebServer::limitTime);
    all.route().handler(access);
    all.route().handler(new Bodies());
    all.route().handler(Bodies::arrived);
    all.route().handler(new CrossSite(options.publicUrl()));
    Route options = all.route();
    routes.forEach(mount -> mount.accept(all));
    for (Route route : all.getRoutes()) {
      if (route.methods() != null && route.methods().contains(HttpMethod.GET)) {
        route.method(HttpMethod.HEAD);
      }
    }
    allowed = new AllowedMethods(all.getRoutes());
    options.handler(allowed);
    for (int status : new int[] {400, 401, 403, 404, 405, 406, 408, 413, 415, 500, 503}) {
      all.errorHandler(status, context -> fail(context, problems));
    }
    return all;
  }

  private static void limitTime(RoutingContext context) {
    String path = context.normalizedPath();
    if (STREAMS.contains(path) || path.contains(PRINTS)) {
      context.next();
    } else {
      TIMEOUT.handle(context);
    }
  }

  private void fail(RoutingContext context, Problems problems) {
    if (context.statusCode() == 405) {
      context.response().putHeader("allow", allowed.allow(context.normalizedPath()));
    }
    problems.handle(context);
  }

  private static final TimeoutHandler TIMEOUT = TimeoutHandler.create(ANSWER_WITHIN.toMillis());

  private Future<HttpServer> listen(HttpServerOptions serverOptions, int port) {
    HttpServer server =
        vertx
            .createHttpServer(webSocketOptions.apply(serverOptions))
            .requestHandler(new WellFormedAddress(router))
            .webSocketHandshakeHandler(WebServer::acceptOnlyMqtt)
            .webSocketHandler(this::accept);
    servers.add(server);
    return server
        .listen(port, options.host())
        .recover(
            failure ->
                Future.failedFuture(
                    new IllegalStateException(
                        "cannot serve HTTP on %s port %d".formatted(options.host(), port),
                        failure)));
  }

  private static void acceptOnlyMqtt(ServerWebSocketHandshake handshake) {
    if (handshake.path().equals("/mqtt")) {
      handshake.accept();
    } else {
      handshake.reject(404);
    }
  }

  /**
   * How long a WebSocket may be silent is for MQTT's keep-alive to say, so pings keep it from
   * counting as idle.
   */
  private void accept(ServerWebSocket socket) {
    long pings =
        vertx.setPeriodic(
            options.idle().toMillis() / 2,
            timer -> socket.writePing(Buffer.buffer()).onFailure(gone -> vertx.cancelTimer(timer)));
    mqtt.handle(socket);
    if (socket.isClosed()) {
      vertx.cancelTimer(pings);
    }
  }

  private HttpServerOptions plainOptions() {
    return new HttpServerOptions()
        .setCompressionSupported(true)
        .setCompressionLevel(COMPRESSION)
        .setDecompressionSupported(false)
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeout(Math.toIntExact(options.idle().toMillis()))
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxFormAttributeSize(64 * 1024)
        .setTcpNoDelay(true);
  }

  private HttpServerOptions tlsOptions(WebOptions.Tls tls) {
    return plainOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addCertPath(tls.certificate().toString())
                .addKeyPath(tls.key().toString()));
  }
}
