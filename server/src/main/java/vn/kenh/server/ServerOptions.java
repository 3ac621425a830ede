package vn.kenh.server;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.kenh.gateway.cli.NodeOptions;
import vn.kenh.server.ServerSettings.Address;
import vn.kenh.server.ServerSettings.Influx;
import vn.kenh.server.ServerSettings.Tls;

/** The server's options, for every command that starts or checks one. */
public final class ServerOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Mixin private NodeOptions node = new NodeOptions();

  @Option(
      names = "--http-host",
      paramLabel = "HOST",
      defaultValue = "0.0.0.0",
      description = "Address to serve HTTP on (default: ${DEFAULT-VALUE}).")
  private String httpHost = "";

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to serve HTTP on; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      description = "Port to serve HTTPS on; needs --tls-cert and --tls-key (default: none).")
  private @Nullable Integer httpsPort;

  @Option(
      names = "--mqtts-port",
      paramLabel = "PORT",
      description =
          "Port where devices connect with TLS; needs --tls-cert and --tls-key (default: none).")
  private @Nullable Integer mqttsPort;

  @Option(
      names = "--tls-cert",
      paramLabel = "PEM",
      description = "Certificate chain for --mqtts-port and --https-port.")
  private @Nullable Path tlsCert;

  @Option(
      names = "--tls-key",
      paramLabel = "PEM",
      description = "Private key (PKCS#8) for --tls-cert.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--tls-client-ca",
      paramLabel = "PEM",
      description = "Authority whose certificates devices must show on --mqtts-port.")
  private @Nullable Path tlsClientCa;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "How buyers reach this server: the stem of every QR code, such as https://kenh.example.vn"
              + " (default: the address in the browser).")
  private @Nullable String publicUrl;

  @Option(
      names = "--influx-url",
      paramLabel = "URL",
      description = "InfluxDB for readings (default: the embedded store in --data-dir).")
  private @Nullable String influxUrl;

  @Option(
      names = "--influx-database",
      paramLabel = "NAME",
      defaultValue = "kenh",
      description = "Database in InfluxDB; created if it may be (default: ${DEFAULT-VALUE}).")
  private String influxDatabase = "";

  @Option(names = "--influx-user", paramLabel = "NAME", description = "User of InfluxDB 1.x.")
  private @Nullable String influxUser;

  @Option(
      names = "--influx-password",
      paramLabel = "PASSWORD",
      description = "Password of --influx-user; better given as KENH_INFLUX_PASSWORD.")
  private @Nullable String influxPassword;

  @Option(
      names = "--influx-token",
      paramLabel = "TOKEN",
      description = "Token of InfluxDB 2 or 3; better given as KENH_INFLUX_TOKEN.")
  private @Nullable String influxToken;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "PostgreSQL for everything but readings, as jdbc:postgresql://host/database?user=…"
              + " (default: SQLite in --data-dir).")
  private @Nullable String databaseUrl;

  @Option(
      names = "--broker-url",
      paramLabel = "URL",
      split = ",",
      description =
          "MQTT broker to subscribe at, as mqtt[s]://[user:password@]host[:port]; repeatable.")
  private List<String> brokerUrls = List.of();

  @Option(
      names = "--broker-topics",
      paramLabel = "FILTER",
      split = ",",
      defaultValue = "kenh/#",
      description = "What to subscribe to at each broker; repeatable (default: ${DEFAULT-VALUE}).")
  private List<String> brokerTopics = List.of();

  @Option(
      names = "--admin-token",
      paramLabel = "TOKEN",
      description =
          "Token that may do everything over HTTP (default: made at first start, printed once).")
  private @Nullable String adminToken;

  @Option(
      names = "--anonymous-devices",
      description = "Accept devices that are not registered: for a trial on a closed network.")
  private boolean anonymousDevices;

  @Option(
      names = "--retention-days",
      paramLabel = "DAYS",
      description =
          "How long the embedded store keeps readings; InfluxDB has a retention policy of its own"
              + " (default: for ever).")
  private @Nullable Integer retentionDays;

  /**
   * The options, checked.
   *
   * @throws ParameterException naming the option that cannot be used, and why
   */
  public ServerSettings settings() {
    Optional<Tls> tls = tls();
    if (tls.isEmpty() && (mqttsPort != null || httpsPort != null)) {
      throw wrong(
          mqttsPort != null ? "--mqtts-port" : "--https-port", "needs --tls-cert and --tls-key");
    }
    return new ServerSettings(
        checked(node::dataDir),
        new Address(httpHost, port("--http-port", httpPort)),
        Optional.ofNullable(httpsPort).map(port -> port("--https-port", port)),
        new Address(node.mqttHost(), checked(node::mqttPort)),
        Optional.ofNullable(mqttsPort).map(port -> port("--mqtts-port", port)),
        tls,
        Optional.ofNullable(publicUrl).map(this::stem),
        influx(),
        Optional.ofNullable(databaseUrl).map(this::postgres),
        brokerUrls.stream().map(url -> address("--broker-url", url, "mqtt", "mqtts")).toList(),
        brokerUrls.isEmpty() ? List.of() : List.copyOf(brokerTopics),
        Optional.ofNullable(adminToken).map(this::longEnough),
        anonymousDevices,
        retention(),
        checked(node::spoolLimitBytes));
  }

  /** Whether a folder for the data was named, by flag, environment or file. */
  public boolean namesDataDir() {
    return node.namesDataDir();
  }

  private int port(String option, int value) {
    return checked(() -> NodeOptions.port(option, value));
  }

  private Optional<Tls> tls() {
    if (tlsCert == null && tlsKey == null) {
      if (tlsClientCa != null) {
        throw wrong("--tls-client-ca", "needs --tls-cert and --tls-key");
      }
      return Optional.empty();
    }
    return Optional.of(
        new Tls(
            readable("--tls-cert", tlsCert),
            readable("--tls-key", tlsKey),
            tlsClientCa == null
                ? Optional.empty()
                : Optional.of(readable("--tls-client-ca", tlsClientCa))));
  }

  private Path readable(String option, @Nullable Path file) {
    if (file == null) {
      throw wrong(option, "is missing; a certificate and its key are given together");
    }
    if (!Files.isReadable(file)) {
      throw wrong(option, "cannot read " + file);
    }
    return file;
  }

  private URI stem(String text) {
    URI url = address("--public-url", text, "http", "https");
    if (url.getQuery() != null || url.getFragment() != null) {
      throw wrong("--public-url", "must end before any ? or #");
    }
    return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  private Optional<Influx> influx() {
    if (influxUrl == null) {
      if (influxUser != null || influxPassword != null || influxToken != null) {
        throw wrong("--influx-url", "is missing, although InfluxDB's credentials are given");
      }
      return Optional.empty();
    }
    if (influxToken != null && (influxUser != null || influxPassword != null)) {
      throw wrong("--influx-token", "give either a token, or a user and a password");
    }
    if ((influxUser == null) != (influxPassword == null)) {
      throw wrong("--influx-user", "and --influx-password are given together");
    }
    return Optional.of(
        new Influx(
            address("--influx-url", influxUrl, "http", "https").toString(),
            influxDatabase,
            Optional.ofNullable(influxUser),
            Optional.ofNullable(influxPassword),
            Optional.ofNullable(influxToken)));
  }

  private Optional<Duration> retention() {
    if (retentionDays == null) {
      return Optional.empty();
    }
    if (influxUrl != null) {
      throw wrong(
          "--retention-days",
          "is for the embedded store; set a retention policy in InfluxDB instead");
    }
    if (retentionDays < 1) {
      throw wrong("--retention-days", retentionDays + " is too few; use 1 or more");
    }
    return Optional.of(Duration.ofDays(retentionDays));
  }

  private String postgres(String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw wrong("--database-url", "must begin with jdbc:postgresql:");
    }
    return url;
  }

  private String longEnough(String token) {
    if (token.length() < 16) {
      throw wrong("--admin-token", "must have at least 16 characters");
    }
    return token;
  }

  private URI address(String option, String text, String scheme, String secureScheme) {
    try {
      URI url = URI.create(text);
      if ((scheme.equals(url.getScheme()) || secureScheme.equals(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Told below, in the same words.
    }
    // Whatever may be a password stays off the screen and out of the log.
    String shown = text.replaceFirst("//.*@", "//…@");
    throw wrong(
        option, "\"" + shown + "\" is no address; expected " + scheme + "[s]://host[:port]");
  }

  /** A value whose refusal names its option. */
  private <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private ParameterException wrong(String option, String why) {
    return new ParameterException(commandLine(), option + ": " + why);
  }

  private CommandLine commandLine() {
    return command == null ? new CommandLine(CommandSpec.create()) : command.commandLine();
  }
}
