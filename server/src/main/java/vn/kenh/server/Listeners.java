package vn.kenh.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import vn.kenh.gateway.mqtt.BrokerOptions;
import vn.kenh.gateway.mqtt.BrokerSubscription;
import vn.kenh.gateway.mqtt.ConnectionListener;
import vn.kenh.gateway.mqtt.DeviceAuthenticator;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.mqtt.MqttEndpoint;
import vn.kenh.gateway.mqtt.MqttLimits;
import vn.kenh.gateway.mqtt.MqttListener;
import vn.kenh.gateway.mqtt.MqttTls;
import vn.kenh.gateway.spool.Backpressure;

/** Where messages come in: devices that connect here, and brokers that are already there. */
final class Listeners {

  static final MqttLimits LIMITS = MqttLimits.defaults();

  private final ServerSettings settings;
  private final MqttListener mqtt;
  private final List<BrokerSubscription> brokers;

  Listeners(
      Closing closing,
      Vertx vertx,
      ServerSettings settings,
      DeviceAuthenticator authenticator,
      MessageInbox inbox,
      ConnectionListener connections,
      Backpressure backpressure,
      Clock clock) {
    this.settings = settings;
    this.mqtt =
        closing.add(
            new MqttListener(vertx, LIMITS, authenticator, inbox, connections, clock),
            listener -> Server.await(listener.close()));
    this.brokers = brokers(closing, settings, inbox, clock);
    backpressure.onChange(
        () -> {
          if (backpressure.saturated()) {
            mqtt.pause();
          } else {
            mqtt.resume();
          }
        });
  }

  MqttListener mqtt() {
    return mqtt;
  }

  private static List<BrokerSubscription> brokers(
      Closing closing, ServerSettings settings, MessageInbox inbox, Clock clock) {
    if (settings.brokerUrls().isEmpty()) {
      return List.of();
    }
    String id = clientId(settings.dataDir());
    List<BrokerSubscription> brokers = new ArrayList<>();
    for (URI url : settings.brokerUrls()) {
      BrokerOptions options = BrokerOptions.of(url.toString(), settings.brokerTopics(), id);
      brokers.add(
          closing.add(new BrokerSubscription(options, inbox, clock, RandomGenerator.getDefault())));
    }
    return List.copyOf(brokers);
  }

  /** Brokers keep our messages by this name while we are away, so it is made once and kept. */
  private static String clientId(Path dataDir) {
    Path file = dataDir.resolve("broker-client-id");
    try {
      if (!Files.exists(file)) {
        Files.writeString(file, "kenh-" + UUID.randomUUID().toString().substring(0, 13));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the name for brokers in " + file, e);
    }
  }

  /** Brokers we read from, for the metrics. */
  List<BrokerSubscription> brokers() {
    return brokers;
  }

  /** Begins to listen; gives the plain MQTT port taken. */
  Future<Integer> start() {
    brokers.forEach(BrokerSubscription::start);
    ServerSettings.Address address = settings.mqtt();
    Future<Integer> plain = mqtt.listen(MqttEndpoint.plain(address.host(), address.port()));
    if (settings.mqttsPort().isEmpty() || settings.tls().isEmpty()) {
      return plain;
    }
    ServerSettings.Tls tls = settings.tls().get();
    MqttEndpoint secure =
        MqttEndpoint.secure(
            address.host(),
            settings.mqttsPort().get(),
            new MqttTls(tls.certificate(), tls.key(), tls.clientAuthority()));
    return plain.compose(port -> mqtt.listen(secure).map(port));
  }
}
