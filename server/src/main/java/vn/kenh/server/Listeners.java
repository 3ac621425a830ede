package vn.kenh.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import vn.kenh.gateway.mqtt.ConnectionListener;
import vn.kenh.gateway.mqtt.DeviceAuthenticator;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.mqtt.MqttEndpoint;
import vn.kenh.gateway.mqtt.MqttLimits;
import vn.kenh.gateway.mqtt.MqttListener;
import vn.kenh.gateway.mqtt.MqttTls;
import vn.kenh.gateway.spool.Backpressure;

/** Where messages come in: devices that connect here. */
final class Listeners {

  static final MqttLimits LIMITS = MqttLimits.defaults();

  private final ServerSettings settings;
  private final MqttListener mqtt;

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

  /** Begins to listen; gives the plain MQTT port taken. */
  Future<Integer> start() {
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
