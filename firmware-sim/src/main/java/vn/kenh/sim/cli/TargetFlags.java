package vn.kenh.sim.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.kenh.sim.SimulationOptions;
import vn.kenh.sim.farm.FarmPlan;
import vn.kenh.sim.link.Endpoint;
import vn.kenh.sim.link.Links;
import vn.kenh.sim.register.Registrar;
import vn.kenh.sim.register.Tokens;

/** Where devices report to, as whom, and by which client. */
final class TargetFlags {

  private static final int PAHO_LIMIT = 100;
  private static final int DEVICE_WINDOW = 20;
  private static final int GATEWAY_WINDOW = 500;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "broker or server (${DEFAULT-VALUE}); mqtts:// for TLS")
  private String url = "mqtt://localhost:1883";

  @Option(
      names = "--via-gateway",
      paramLabel = "ID",
      description = "all devices behind one connection, which is the gateway's")
  private @Nullable String viaGateway;

  @Option(
      names = "--client",
      paramLabel = "KIND",
      description =
          "paho (MQTT 5, four threads a connection), light (MQTT 3.1.1, few threads) or auto: paho"
              + " up to 100 connections (${DEFAULT-VALUE})")
  private String client = "auto";

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "most unacknowledged messages of a connection (20; 500 behind a gateway)")
  private int window;

  @Option(names = "--token", paramLabel = "TOKEN", description = "one token for all devices")
  private @Nullable String token;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description = "a token for each device, lines \"id token\"; --register adds to it")
  private @Nullable Path tokensFile;

  @Option(
      names = "--register",
      paramLabel = "URL",
      description = "register farms, plots and devices at this server first, with --admin-token")
  private @Nullable URI register;

  @Option(names = "--admin-token", paramLabel = "TOKEN", description = "the server's admin token")
  private @Nullable String adminToken;

  /** Refuses what cannot be right whatever the server says. */
  void check(Usage usage) {
    usage.checked("--url", () -> Endpoint.parse(url));
    usage.check(window >= 0 && window < 65_536, "--window must be 0 to 65535");
    usage.check(
        List.of("auto", "light", "paho").contains(client), "--client must be paho, light or auto");
    URI server = register;
    if (server != null) {
      usage.check(
          server.getHost() != null && List.of("http", "https").contains(server.getScheme()),
          "--register must be an address such as http://127.0.0.1:8080");
      usage.check(adminToken != null, "--register needs --admin-token");
    }
  }

  String url() {
    return url;
  }

  /**
   * The options of a simulation of {@code plans}, which are registered first where that was asked.
   */
  SimulationOptions register(List<FarmPlan> plans) throws IOException {
    Optional<String> gateway = Optional.ofNullable(viaGateway);
    Tokens tokens = tokensFile == null ? Tokens.inMemory() : Tokens.of(tokensFile);
    if (register != null) {
      new Registrar(register, String.valueOf(adminToken), tokens).register(plans, gateway);
    }
    String forAll = token == null ? "" : token;
    return SimulationOptions.of(url, plans)
        .withTokens(device -> tokens.of(device).orElse(forAll))
        .withConnections(gateway, links(plans), chosenWindow());
  }

  private int chosenWindow() {
    return window > 0 ? window : viaGateway == null ? DEVICE_WINDOW : GATEWAY_WINDOW;
  }

  private Links links(List<FarmPlan> plans) {
    long connections =
        viaGateway != null ? 1 : plans.stream().mapToLong(farm -> farm.devices().size()).sum();
    return switch (client) {
      case "paho" -> Links.PAHO;
      case "light" -> Links.LIGHT;
      default -> connections <= PAHO_LIMIT ? Links.PAHO : Links.LIGHT;
    };
  }
}
