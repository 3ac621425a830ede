package vn.kenh.gateway.uplink;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where to and how.
 *
 * @param address {@code tcp://host:port} or {@code ssl://host:port}
 * @param gateway id of this gateway: MQTT user name, and the topic of its frames
 * @param token its password
 * @param window frames sent and not yet acknowledged; the server may ask for fewer
 * @param frameBytes line protocol put into one frame, before compression
 * @param linger how long to wait for more readings for a frame that is not full
 * @param shortestDelay wait before the first attempt to reconnect; each further one doubles it
 * @param longestDelay the longest wait
 * @param authority who may have signed the server's certificate; empty for those Java knows
 */
public record UplinkOptions(
    String address,
    String gateway,
    String token,
    int window,
    int frameBytes,
    Duration linger,
    Duration shortestDelay,
    Duration longestDelay,
    Optional<ServerAuthority> authority) {

  /**
   * The usual sizes, for a server at {@code mqtt[s]://host[:port]}.
   *
   * @throws IllegalArgumentException if {@code url} is not of that form
   */
  public static UplinkOptions of(String url, String gateway, String token) {
    URI uri = URI.create(url);
    boolean secure = "mqtts".equals(uri.getScheme());
    if ((!secure && !"mqtt".equals(uri.getScheme())) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "expected mqtt://host:port or mqtts://host:port, got \"" + url + "\"");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 8883 : 1883;
    return new UplinkOptions(
        (secure ? "ssl://" : "tcp://") + uri.getHost() + ":" + port,
        gateway,
        token,
        64,
        256 * 1024,
        Duration.ofMillis(20),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Optional.empty());
  }

  /** The same with other waits between attempts to connect. */
  public UplinkOptions withDelays(Duration shortest, Duration longest) {
    return new UplinkOptions(
        address, gateway, token, window, frameBytes, linger, shortest, longest, authority);
  }

  /**
   * The same, trusting this authority alone.
   *
   * @throws IllegalArgumentException if the connection is not encrypted
   */
  public UplinkOptions withAuthority(ServerAuthority only) {
    if (!address.startsWith("ssl://")) {
      throw new IllegalArgumentException("needs a server at mqtts://…");
    }
    return new UplinkOptions(
        address,
        gateway,
        token,
        window,
        frameBytes,
        linger,
        shortestDelay,
        longestDelay,
        Optional.of(only));
  }
}
