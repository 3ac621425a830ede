package vn.kenh.gateway.mqtt;

import java.util.Optional;

/**
 * One address to listen on.
 *
 * @param host the interface, {@code 0.0.0.0} for all
 * @param port the TCP port; 0 for any free one
 * @param tls certificate and key, or empty for plain TCP
 */
public record MqttEndpoint(String host, int port, Optional<MqttTls> tls) {

  public static MqttEndpoint plain(String host, int port) {
    return new MqttEndpoint(host, port, Optional.empty());
  }

  public static MqttEndpoint secure(String host, int port, MqttTls tls) {
    return new MqttEndpoint(host, port, Optional.of(tls));
  }
}
