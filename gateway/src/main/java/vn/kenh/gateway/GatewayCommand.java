package vn.kenh.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.kenh.gateway.cli.OptionSources;
import vn.kenh.gateway.mqtt.BrokerOptions;
import vn.kenh.gateway.reading.DeviceIds;
import vn.kenh.gateway.uplink.UplinkOptions;

/** The program {@code kenh-gateway.jar}: runs until it is asked to end (SIGTERM, Ctrl-C). */
@Command(
    name = "kenh-gateway",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    version = "kenh-gateway 0.1.0",
    description = {
      "Takes readings of a farm's devices, keeps them safe, and hands them to the server.",
      "Every option is also an environment variable (--server-url = KENH_SERVER_URL)"
          + " and a key of the --config file."
    })
public final class GatewayCommand implements Callable<Integer> {

  private static final long SMALLEST_SPOOL = 4L << 20;

  @Spec private @Nullable CommandSpec command;

  /** Read by OptionSources, before the other options are known; here for --help. */
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Take options from this properties file; flags and environment win.")
  private @Nullable Path config;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      defaultValue = "./kenh-data",
      description = "Where data is kept (default: ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("./kenh-data");

  @Option(
      names = "--mqtt-host",
      paramLabel = "HOST",
      defaultValue = "0.0.0.0",
      description = "Address where devices connect (default: ${DEFAULT-VALUE}).")
  private String mqttHost = "";

  @Option(
      names = "--mqtt-port",
      paramLabel = "PORT",
      defaultValue = "1883",
      description = "Port where devices connect; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int mqttPort;

  @Option(
      names = "--server-url",
      paramLabel = "URL",
      required = true,
      description = "The server, as mqtt://host[:port] or mqtts://host[:port].")
  private String serverUrl = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      required = true,
      description = "Id this gateway is registered with at the server.")
  private String id = "";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      required = true,
      description = "Token the server gave for --id; better given as KENH_TOKEN.")
  private String token = "";

  @Option(
      names = "--broker-url",
      paramLabel = "URL",
      split = ",",
      description =
          "MQTT broker to read kenh/# from, as mqtt[s]://[user:password@]host[:port]; repeatable.")
  private List<String> brokerUrls = List.of();

  @Option(
      names = "--spool-limit",
      paramLabel = "SIZE",
      defaultValue = "4GiB",
      description =
          "Disk space for readings the server does not have yet; devices wait when it is used up"
              + " (default: ${DEFAULT-VALUE}).")
  private String spoolLimit = "";

  @Option(
      names = "--devices",
      paramLabel = "FILE",
      description =
          "Devices that may connect, a line id:SHA-256 of the token in hex for each; read again"
              + " when it changes.")
  private @Nullable Path devices;

  @Option(
      names = "--anonymous-devices",
      description = "Accept devices that are not in --devices: for a closed network.")
  private boolean anonymousDevices;

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.getenv()));
  }

  /** Runs the program and returns the exit code: 0 good, 1 failed, 2 wrong usage. */
  static int run(String[] arguments, Map<String, String> environment) {
    CommandLine line = new CommandLine(new GatewayCommand());
    line.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          failed.getErr().println("kenh-gateway: " + failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    try {
      OptionSources.install(line, arguments, environment);
    } catch (ParameterException e) {
      line.getErr().println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    return line.execute(arguments);
  }

  @Override
  public Integer call() throws Exception {
    Gateway gateway = Gateway.start(settings());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  gateway.close();
                  // Asked to end and ended in good order: without this, Java would answer 143.
                  Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
                },
                "gateway-shutdown"));
    System.out.println(gateway.listening());
    new CountDownLatch(1).await();
    return CommandLine.ExitCode.OK;
  }

  /** The options, checked; a wrong one is refused by name. */
  GatewaySettings settings() {
    if (Files.exists(dataDir) && !Files.isDirectory(dataDir)) {
      throw wrong("--data-dir", dataDir + " is a file; name a folder");
    }
    if (mqttPort < 0 || mqttPort > 65_535) {
      throw wrong("--mqtt-port", mqttPort + " is no port; use 0 (any free one) to 65535");
    }
    if (!DeviceIds.isValid(id)) {
      throw wrong("--id", "\"" + id + "\" is no device id");
    }
    long limit = checked("--spool-limit", () -> ByteSize.parse(spoolLimit));
    if (limit < SMALLEST_SPOOL) {
      throw wrong("--spool-limit", spoolLimit + " is too little; give 4MiB or more");
    }
    Optional<Path> deviceFile = Optional.ofNullable(devices);
    checked("--devices", () -> new DeviceFile(deviceFile, anonymousDevices));
    return new GatewaySettings(
        dataDir,
        mqttHost,
        mqttPort,
        checked("--server-url", () -> UplinkOptions.of(serverUrl, id, token)),
        brokerUrls.stream().map(this::broker).toList(),
        limit,
        deviceFile,
        anonymousDevices);
  }

  private BrokerOptions broker(String url) {
    return checked(
        "--broker-url", () -> BrokerOptions.of(url, List.of("kenh/#"), "kenh-gateway-" + id));
  }

  private <T> T checked(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw wrong(option, String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String option, String why) {
    CommandLine line =
        command == null ? new CommandLine(CommandSpec.create()) : command.commandLine();
    return new ParameterException(line, option + ": " + why);
  }
}
