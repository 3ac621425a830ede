package vn.kenh.gateway.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.codec.Message;

/**
 * Reads from a broker that is already there. A message is acknowledged to the broker only once it
 * is durable here, and the broker keeps what we have not acknowledged while either side is away: so
 * nothing is lost, and something may come twice, which changes nothing.
 *
 * <p>Where messages come faster than the disk takes them, they are no longer read from the broker,
 * which then keeps those of QoS 1 for us.
 *
 * <p>Connects for ever, the first time too. Each connection is a new Paho client, so that a late
 * acknowledgement can never meet another message that has the same packet identifier.
 */
public final class BrokerSubscription implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerSubscription.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int WAITING_BYTES = 16 << 20;
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

  private final BrokerOptions options;
  private final MessageInbox inbox;
  private final Clock clock;
  private final BackOff backOff;
  private final WaitingRoom room = new WaitingRoom(WAITING_BYTES);
  private final LongAdder received = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();

  /** Connects; everything that changes {@link #current} runs here. */
  private final ScheduledExecutorService connector =
      Executors.newSingleThreadScheduledExecutor(task -> thread(task, "broker-connect"));

  /** Acknowledges, so that a slow broker never holds up the thread that commits. */
  private final ExecutorService acknowledger =
      Executors.newSingleThreadExecutor(task -> thread(task, "broker-acknowledge"));

  private volatile @Nullable MqttAsyncClient current;
  private long subscribedNanos;
  private volatile boolean subscribed;
  private volatile boolean closed;

  /**
   * @param inbox takes the messages; called on a thread of the MQTT client
   * @param random for the jitter between attempts to connect
   */
  public BrokerSubscription(
      BrokerOptions options, MessageInbox inbox, Clock clock, RandomGenerator random) {
    this.options = options;
    this.inbox = inbox;
    this.clock = clock;
    this.backOff = new BackOff(options.shortestDelay(), options.longestDelay(), random);
  }

  /** Begins to connect and returns at once. */
  public void start() {
    connector.execute(this::connect);
  }

  /** Scheme, host and port of the broker, without credentials. */
  public String address() {
    return options.address();
  }

  /** Whether the broker is sending us what it has. */
  public boolean isSubscribed() {
    return subscribed;
  }

  /** Messages handed to the inbox so far. */
  public long received() {
    return received.sum();
  }

  /** Messages the broker was told that we have. */
  public long acknowledged() {
    return acknowledged.sum();
  }

  /** Disconnects; the broker keeps our session. */
  @Override
  public void close() {
    closed = true;
    try {
      connector.execute(this::discard);
    } catch (RejectedExecutionException e) {
      return;
    }
    connector.shutdown();
    acknowledger.shutdown();
    try {
      if (!connector.awaitTermination(CONNECT_TIMEOUT.toMillis() * 2, TimeUnit.MILLISECONDS)) {
        LOG.warn("the connection to {} does not end", options.address());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void connect() {
    if (closed) {
      return;
    }
    discard();
    if (!room.isHalfFree()) {
      again();
      return;
    }
    try {
      MqttAsyncClient client =
          new MqttAsyncClient(options.address(), options.clientId(), new MemoryPersistence());
      current = client;
      client.setManualAcks(true);
      client.setCallback(new BrokerCallback(client, this));
      client.connect(connectionOptions()).waitForCompletion(CONNECT_TIMEOUT.toMillis());
      subscribe(client);
      subscribed = true;
      subscribedNanos = System.nanoTime();
      LOG.info("reads {} from {}", options.topics(), options.address());
    } catch (MqttException e) {
      LOG.warn("cannot read from {}: {}; tries again", options.address(), e.toString());
      again();
    } catch (RuntimeException e) {
      LOG.error("cannot read from {}; tries again", options.address(), e);
      again();
    }
  }

  private void subscribe(MqttAsyncClient client) throws MqttException {
    String[] filters = options.topics().toArray(String[]::new);
    int[] qos = new int[filters.length];
    java.util.Arrays.fill(qos, 1);
    var token = client.subscribe(filters, qos);
    token.waitForCompletion(CONNECT_TIMEOUT.toMillis());
    for (int code : token.getReasonCodes()) {
      if (code >= 0x80) {
        LOG.error(
            "{} refuses one of the topics {} (reason code {}); the others are read",
            options.address(),
            options.topics(),
            code);
      }
    }
  }

  /** The connection of {@code client} has gone. */
  void lost(MqttAsyncClient client, String why) {
    if (!closed) {
      LOG.warn("lost {}: {}; connects again", options.address(), why);
      onConnector(
          () -> {
            if (current == client) {
              again();
            }
          });
    }
  }

  /** One message has arrived; its acknowledgement goes the way it came, or not at all. */
  void arrived(
      MqttAsyncClient client,
      int packetId,
      int qos,
      String topic,
      byte[] payload,
      Map<String, String> userProperties) {
    if (!enter(client, payload.length)) {
      return; // Not acknowledged: the broker sends it again over the next connection.
    }
    received.increment();
    try {
      inbox.accept(
          new Message(topic, payload, clock.millis(), userProperties),
          () -> {
            room.leave(payload.length);
            acknowledge(client, packetId, qos);
          });
    } catch (RuntimeException e) {
      room.leave(payload.length);
      if (qos == 0) {
        LOG.warn("a message to {} of QoS 0 cannot be taken and is lost: {}", topic, e.toString());
      } else {
        // The broker sends what is not acknowledged again, but only over another connection.
        lost(client, "a message to " + topic + " cannot be taken now: " + e);
      }
    }
  }

  /** Waits for room, and the client's thread with it; false once its connection has gone. */
  private boolean enter(MqttAsyncClient client, int bytes) {
    try {
      while (!closed && current == client) {
        if (room.enter(bytes, LOOK_AROUND)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void acknowledge(MqttAsyncClient client, int packetId, int qos) {
    if (qos == 0) {
      return;
    }
    try {
      acknowledger.execute(() -> acknowledgeNow(client, packetId, qos));
    } catch (RejectedExecutionException e) {
      LOG.debug("closed before a message was acknowledged; the broker sends it again");
    }
  }

  private void acknowledgeNow(MqttAsyncClient client, int packetId, int qos) {
    if (!client.isConnected()) {
      // The connection has gone; the broker sends the message again over the next one.
      return;
    }
    try {
      client.messageArrivedComplete(packetId, qos);
      acknowledged.increment();
    } catch (MqttException | RuntimeException e) {
      // Paho throws a NullPointerException where the client was closed a moment ago.
      LOG.debug("not acknowledged: {}", e.toString());
    }
  }

  /** A broker that lets us in and throws us out at once is not asked again at once. */
  private void again() {
    boolean lasted =
        subscribed && System.nanoTime() - subscribedNanos >= options.longestDelay().toNanos();
    if (lasted) {
      backOff.reset();
    }
    discard();
    if (!closed) {
      var unused =
          connector.schedule(this::connect, backOff.next().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void discard() {
    subscribed = false;
    MqttAsyncClient client = current;
    current = null;
    if (client == null) {
      return;
    }
    try {
      if (client.isConnected()) {
        client.disconnectForcibly(0, 1_000, true);
      }
    } catch (MqttException e) {
      LOG.debug("while disconnecting: {}", e.toString());
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      LOG.debug("while closing: {}", e.toString());
    }
  }

  private void onConnector(Runnable task) {
    try {
      connector.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed already");
    }
  }

  private MqttConnectionOptions connectionOptions() {
    MqttConnectionOptions connect = new MqttConnectionOptions();
    connect.setCleanStart(false);
    connect.setSessionExpiryInterval(options.sessionExpiry().toSeconds());
    connect.setReceiveMaximum(options.receiveMaximum());
    connect.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    connect.setConnectionTimeout((int) CONNECT_TIMEOUT.toSeconds());
    connect.setAutomaticReconnect(false);
    if (!options.userName().isEmpty()) {
      connect.setUserName(options.userName());
    }
    if (!options.password().isEmpty()) {
      connect.setPassword(options.password().getBytes(StandardCharsets.UTF_8));
    }
    return connect;
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
