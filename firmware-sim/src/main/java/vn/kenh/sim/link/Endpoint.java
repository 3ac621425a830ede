package vn.kenh.sim.link;

import java.net.URI;
import java.net.URISyntaxException;

/** Where the broker or server listens: {@code mqtt://host:1883} or {@code mqtts://host:8883}. */
public record Endpoint(String host, int port, boolean tls) {

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Endpoint parse(String url) {
    try {
      URI uri = new URI(url.contains("://") ? url : "mqtt://" + url);
      boolean tls = "mqtts".equals(uri.getScheme()) || "ssl".equals(uri.getScheme());
      boolean plain = "mqtt".equals(uri.getScheme()) || "tcp".equals(uri.getScheme());
      if ((!tls && !plain)
          || uri.getHost() == null
          || uri.getPort() == 0
          || uri.getPort() > 65_535) {
        throw new IllegalArgumentException(wrong(url));
      }
      return new Endpoint(
          uri.getHost(), uri.getPort() < 0 ? (tls ? 8883 : 1883) : uri.getPort(), tls);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(wrong(url), e);
    }
  }

  private static String wrong(String url) {
    return "\"" + url + "\" is not an address; write mqtt://host:1883 or mqtts://host:8883";
  }
}
