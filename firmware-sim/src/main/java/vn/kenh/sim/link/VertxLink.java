package vn.kenh.sim.link;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** MQTT 3.1.1 by Vert.x: ten thousand connections on a few event loops. */
final class VertxLink implements MqttLink {

  private static final int KEEP_ALIVE_SECONDS = 60;
  private static final int CONNECT_MILLIS = 20_000;

  /** For CONNACK and SUBACK too; a server that ten thousand want at once may take its time. */
  private static final int READY_MILLIS = 60_000;

  private static final int RECEIVE_BUFFER = 4096;

  private final Context context;
  private final Endpoint endpoint;
  private final Identity identity;
  private final Listener listener;
  private final MqttClient client;
  private final AtomicBoolean ended = new AtomicBoolean();

  private VertxLink(
      Vertx vertx, Context context, Endpoint endpoint, Identity identity, Listener listener) {
    this.context = context;
    this.endpoint = endpoint;
    this.identity = identity;
    this.listener = listener;
    MqttClientOptions options =
        new MqttClientOptions()
            .setClientId(identity.id())
            .setCleanSession(true)
            .setKeepAliveInterval(KEEP_ALIVE_SECONDS)
            .setMaxInflightQueue(65_535)
            .setRecvByteBufAllocatorSize(RECEIVE_BUFFER)
            .setWillFlag(true)
            .setWillQoS(1)
            .setWillTopic(identity.willTopic())
            .setWillMessageBytes(Buffer.buffer("offline"));
    options.setConnectTimeout(CONNECT_MILLIS);
    if (!identity.token().isEmpty()) {
      options.setUsername(identity.id()).setPassword(identity.token());
    }
    if (endpoint.tls()) {
      options.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
    }
    this.client = MqttClient.create(vertx, options);
  }

  static Factory factory(Endpoint endpoint) {
    int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2));
    List<Context> contexts = new CopyOnWriteArrayList<>();
    await(
        vertx.deployVerticle(
            () ->
                new AbstractVerticle() {
                  @Override
                  public void start(Promise<Void> started) {
                    contexts.add(context);
                    started.complete();
                  }
                },
            new DeploymentOptions().setInstances(loops)));
    AtomicInteger turn = new AtomicInteger();
    return new Factory() {
      @Override
      public MqttLink create(Identity identity, Listener listener) {
        Context context = contexts.get(Math.floorMod(turn.getAndIncrement(), contexts.size()));
        return new VertxLink(vertx, context, endpoint, identity, listener);
      }

      @Override
      public void close() {
        await(vertx.close());
      }
    };
  }

  @Override
  public void open() {
    context.runOnContext(ignored -> connect());
  }

  @Override
  public void publish(int token, String topic, byte[] payload) {
    context.runOnContext(ignored -> publishNow(token, topic, payload));
  }

  @Override
  public void close() {
    ended.set(true);
    context.runOnContext(ignored -> client.disconnect());
  }

  /** The client cannot drop the line without a farewell; only the reader of the will can tell. */
  @Override
  public void abort() {
    context.runOnContext(ignored -> client.disconnect());
    end("cut");
  }

  private void connect() {
    client.publishCompletionHandler(token -> listener.acknowledged(token, 0));
    client.publishHandler(
        message -> listener.received(message.topicName(), message.payload().getBytes()));
    client.closeHandler(ignored -> end("connection closed"));
    client.exceptionHandler(this::failed);
    client
        .connect(endpoint.port(), endpoint.host())
        .compose(
            accepted ->
                identity.subscriptions().isEmpty()
                    ? Future.succeededFuture(0)
                    : client.subscribe(topics()))
        .timeout(READY_MILLIS, TimeUnit.MILLISECONDS)
        .onSuccess(ready -> listener.opened(65_535))
        .onFailure(this::failed);
  }

  /** Does nothing once the connection is gone; its end is or will be told. */
  private void publishNow(int token, String topic, byte[] payload) {
    if (client.isConnected()) {
      client
          .publish(token, topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, false, false)
          .onFailure(this::failed);
    }
  }

  private Map<String, Integer> topics() {
    return identity.subscriptions().stream().collect(Collectors.toMap(topic -> topic, topic -> 1));
  }

  private void failed(Throwable problem) {
    end(String.valueOf(problem.getMessage()));
    if (client.isConnected()) {
      client.disconnect();
    }
  }

  private void end(String reason) {
    if (ended.compareAndSet(false, true)) {
      listener.closed(reason);
    }
  }

  private static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("Vert.x does not start or stop", e);
    }
  }
}
