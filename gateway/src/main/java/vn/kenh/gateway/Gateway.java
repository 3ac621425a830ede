package vn.kenh.gateway;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.codec.Codecs;
import vn.kenh.gateway.intake.DurableListener;
import vn.kenh.gateway.intake.Intake;
import vn.kenh.gateway.intake.KeyBudget;
import vn.kenh.gateway.intake.MessageRouter;
import vn.kenh.gateway.intake.PointTags;
import vn.kenh.gateway.mqtt.BrokerOptions;
import vn.kenh.gateway.mqtt.BrokerSubscription;
import vn.kenh.gateway.mqtt.ConnectionListener;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.mqtt.MqttEndpoint;
import vn.kenh.gateway.mqtt.MqttLimits;
import vn.kenh.gateway.mqtt.MqttListener;
import vn.kenh.gateway.spool.Backpressure;
import vn.kenh.gateway.spool.DataFolder;
import vn.kenh.gateway.spool.Ledger;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolOptions;
import vn.kenh.gateway.uplink.Uplink;

/**
 * One running farm gateway: everything is made and joined here, and ended in reverse order. Devices
 * publish to it; what they publish is durable here before they hear so, and goes on to the server.
 */
final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final long START_SECONDS = 30;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Spool spool;
  private final String address;

  private Gateway(GatewaySettings settings) throws Exception {
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    try {
      DeviceFile devices = new DeviceFile(settings.devices(), settings.anonymousDevices());
      DataFolder folder = opened(DataFolder.open(settings.dataDir()));
      Quarantine quarantine =
          opened(Quarantine.open(folder.quarantine(), QuarantineOptions.defaults(), clock));
      KeyBudget keys = opened(KeyBudget.open(folder.path().resolve("keys.db")));
      SpoolOptions sizes = SpoolOptions.defaults().withLimit(settings.spoolLimitBytes());
      spool = opened(Spool.open(folder.spool(), sizes, quarantine, clock));
      Uplink uplink = opened(new Uplink(spool, quarantine, settings.uplink(), clock, random));
      MessageInbox inbox = inbox(keys, clock);
      for (BrokerOptions broker : settings.brokers()) {
        opened(new BrokerSubscription(broker, inbox, clock, random)).start();
      }
      int port = listen(settings, devices, inbox, clock);
      address = settings.mqttHost() + ":" + port;
      uplink.start();
      keepHouse(devices, quarantine);
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a gateway.
   *
   * @throws Exception if it cannot run here, with what to do about it
   */
  static Gateway start(GatewaySettings settings) throws Exception {
    return new Gateway(settings);
  }

  /** The line that tells where it listens. */
  String listening() {
    return "listening mqtt=" + address;
  }

  Ledger ledger() {
    return spool.ledger();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("while closing", e);
      }
    }
  }

  private MessageInbox inbox(KeyBudget keys, Clock clock) {
    Intake intake =
        new Intake(
            Codecs.standard()::find,
            spool,
            keys,
            PointTags.NONE,
            // The server knows who stands behind whom; here, every device has its own connection.
            (sender, device) -> false,
            DurableListener.NONE,
            clock);
    RelayInbox relay = new RelayInbox(spool);
    return new MessageRouter(intake, Map.of("snapshot", relay, "status", relay, "ack", relay));
  }

  private int listen(GatewaySettings settings, DeviceFile devices, MessageInbox inbox, Clock clock)
      throws Exception {
    Vertx vertx = Vertx.vertx();
    opened(() -> vertx.close().toCompletionStage().toCompletableFuture().get());
    MqttListener listener =
        new MqttListener(
            vertx, MqttLimits.defaults(), devices, inbox, ConnectionListener.NONE, clock);
    opened(() -> listener.close().toCompletionStage().toCompletableFuture().get());
    Backpressure backpressure = spool.backpressure();
    backpressure.onChange(
        () -> {
          if (backpressure.saturated()) {
            listener.pause();
          } else {
            listener.resume();
          }
        });
    try {
      return listener
          .listen(MqttEndpoint.plain(settings.mqttHost(), settings.mqttPort()))
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "cannot listen on "
              + settings.mqttHost()
              + ":"
              + settings.mqttPort()
              + " (--mqtt-host, --mqtt-port): "
              + (e.getCause() == null ? e : e.getCause()).getMessage(),
          e);
    }
  }

  private void keepHouse(DeviceFile devices, Quarantine quarantine) {
    ScheduledExecutorService house =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "housekeeping"));
    opened(house::shutdownNow);
    var unused = house.scheduleWithFixedDelay(devices::refresh, 2, 2, TimeUnit.SECONDS);
    var unusedToo =
        house.scheduleWithFixedDelay(
            () -> {
              try {
                quarantine.expire();
              } catch (SQLException e) {
                LOG.warn("the quarantine cannot drop what is too old", e);
              }
            },
            0,
            1,
            TimeUnit.HOURS);
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }
}
