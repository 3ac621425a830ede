package vn.kenh.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vn.kenh.gateway.spool.SpoolOptions;

/**
 * How a server is set up, already checked.
 *
 * @param dataDir where everything is kept that is kept on this machine
 * @param http where HTTP is served; port 0 for any free one
 * @param httpsPort the encrypted HTTP port, with {@code tls}
 * @param mqtt where devices connect; port 0 for any free one
 * @param mqttsPort the encrypted MQTT port, with {@code tls}
 * @param publicUrl the stem of every QR code, without a slash at its end
 * @param influx the InfluxDB for readings; empty for the embedded store
 * @param databaseUrl JDBC address of a PostgreSQL; empty for SQLite in the data directory
 * @param brokerUrls brokers to subscribe at
 * @param brokerTopics topic filters to subscribe to there
 * @param adminToken the administrator's token; empty to make one at the first start
 * @param anonymousDevices whether devices that are not registered may connect
 * @param retention how long the embedded store keeps readings; empty for ever
 * @param spoolLimitBytes disk space for readings that the store does not have yet
 */
public record ServerSettings(
    Path dataDir,
    Address http,
    Optional<Integer> httpsPort,
    Address mqtt,
    Optional<Integer> mqttsPort,
    Optional<Tls> tls,
    Optional<URI> publicUrl,
    Optional<Influx> influx,
    Optional<String> databaseUrl,
    List<URI> brokerUrls,
    List<String> brokerTopics,
    Optional<String> adminToken,
    boolean anonymousDevices,
    Optional<Duration> retention,
    long spoolLimitBytes) {

  /** A host and a TCP port. */
  public record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** PEM files: our certificate chain, its key, and the authority that devices are checked by. */
  public record Tls(Path certificate, Path key, Optional<Path> clientAuthority) {}

  /** An InfluxDB that speaks the v1 API. A token stands in place of user and password. */
  public record Influx(
      String url,
      String database,
      Optional<String> user,
      Optional<String> password,
      Optional<String> token) {

    @Override
    public String toString() {
      return url + ", database " + database;
    }
  }

  /** Embedded stores in {@code dataDir}, on free ports of the loopback address. */
  public static ServerSettings embedded(Path dataDir) {
    return new ServerSettings(
        dataDir,
        new Address("127.0.0.1", 0),
        Optional.empty(),
        new Address("127.0.0.1", 0),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        false,
        Optional.empty(),
        SpoolOptions.defaults().limitBytes());
  }
}
