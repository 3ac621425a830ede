package vn.kenh.gateway;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.GatewaySettings.CameraSettings;
import vn.kenh.gateway.camera.CameraPoller;
import vn.kenh.gateway.camera.PictureQueue;
import vn.kenh.gateway.downlink.CommandRelay;
import vn.kenh.gateway.downlink.LocalDevices;
import vn.kenh.gateway.intake.KeyBudget;
import vn.kenh.gateway.mqtt.BrokerOptions;
import vn.kenh.gateway.mqtt.BrokerSubscription;
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
      LocalDevices local = new LocalDevices(devices::ids);
      CommandRelay commands = new CommandRelay(local, clock);
      CameraSettings cameras = settings.cameras();
      PictureQueue pictures =
          new PictureQueue(folder.path().resolve("pictures"), cameras.limitBytes());
      Uplink uplink =
          opened(
              new Uplink(spool, quarantine, settings.uplink(), commands, pictures, clock, random));
      Inboxes inboxes = new Inboxes(spool, keys, commands::watching, clock);
      for (BrokerOptions broker : settings.brokers()) {
        opened(new BrokerSubscription(broker, inboxes.ofBrokers(), clock, random)).start();
      }
      MqttListener listener = listener(devices, inboxes.ofDevices(), local, clock);
      commands.deliverTo(
          (topic, payload, expiry) -> listener.publish(topic, payload, 1, expiry).reached());
      int port = listen(listener, settings);
      address = settings.mqttHost() + ":" + port;
      uplink.start();
      opened(new CameraPoller(cameras.cameras(), cameras.interval(), pictures, clock, random))
          .start();
      keepHouse(devices, quarantine, commands, listener);
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

  private MqttListener listener(
      DeviceFile devices, MessageInbox inbox, LocalDevices local, Clock clock) {
    Vertx vertx = Vertx.vertx();
    opened(() -> vertx.close().toCompletionStage().toCompletableFuture().get());
    MqttListener listener =
        new MqttListener(vertx, MqttLimits.defaults(), devices, inbox, local, clock);
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
    return listener;
  }

  private static int listen(MqttListener listener, GatewaySettings settings) throws Exception {
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

  private void keepHouse(
      DeviceFile devices, Quarantine quarantine, CommandRelay commands, MqttListener listener) {
    ScheduledExecutorService house =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "housekeeping"));
    opened(house::shutdownNow);
    var unused =
        house.scheduleWithFixedDelay(
            // Whoever may still connect does so at once.
            () -> devices.refresh().forEach(listener::disconnect), 2, 2, TimeUnit.SECONDS);
    var unusedEither = house.scheduleWithFixedDelay(commands::tick, 1, 1, TimeUnit.SECONDS);
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
