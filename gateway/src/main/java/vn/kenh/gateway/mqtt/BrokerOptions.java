package vn.kenh.gateway.mqtt;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which broker to read from, and how.
 *
 * @param address {@code tcp://host:port} or {@code ssl://host:port}
 * @param userName empty to log in without
 * @param password empty to log in without
 * @param topics topic filters to subscribe to, with QoS 1
 * @param clientId must stay the same over restarts, because the broker keeps our messages by it
 * @param sessionExpiry how long the broker keeps them while we are away
 * @param receiveMaximum messages the broker sends before we acknowledge the first
 * @param shortestDelay the wait before the first attempt to reconnect; each further one doubles it
 * @param longestDelay the longest wait
 */
public record BrokerOptions(
    String address,
    String userName,
    String password,
    List<String> topics,
    String clientId,
    Duration sessionExpiry,
    int receiveMaximum,
    Duration shortestDelay,
    Duration longestDelay) {

  private static final Map<String, String> SCHEMES =
      Map.of("mqtt", "tcp", "tcp", "tcp", "mqtts", "ssl", "ssl", "ssl");

  public BrokerOptions {
    topics = List.copyOf(topics);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("a broker needs at least one topic to subscribe to");
    }
  }

  /**
   * Reads {@code mqtt[s]://[user[:password]@]host[:port]}.
   *
   * @throws IllegalArgumentException if {@code url} is not of that form, or there is no topic
   */
  public static BrokerOptions of(String url, List<String> topics, String clientId) {
    URI uri = URI.create(url);
    String scheme = SCHEMES.get(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
    if (scheme == null || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "expected mqtt://host:port or mqtts://host:port, got " + url);
    }
    int standardPort = scheme.equals("ssl") ? 8883 : 1883;
    String login = uri.getUserInfo() == null ? "" : uri.getUserInfo();
    int colon = login.indexOf(':');
    return new BrokerOptions(
        scheme + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? standardPort : uri.getPort()),
        colon < 0 ? login : login.substring(0, colon),
        colon < 0 ? "" : login.substring(colon + 1),
        topics,
        clientId,
        Duration.ofDays(7),
        1_000,
        Duration.ofMillis(500),
        Duration.ofSeconds(30));
  }

  /** The same with other waits between attempts to connect. */
  public BrokerOptions withDelays(Duration shortest, Duration longest) {
    return new BrokerOptions(
        address,
        userName,
        password,
        topics,
        clientId,
        sessionExpiry,
        receiveMaximum,
        shortest,
        longest);
  }
}
