package vn.kenh.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.kenh.gateway.GatewaySettings.CameraSettings;
import vn.kenh.gateway.camera.Camera;
import vn.kenh.gateway.cli.Durations;
import vn.kenh.gateway.cli.NodeOptions;
import vn.kenh.gateway.cli.OptionSources;
import vn.kenh.gateway.mqtt.BrokerOptions;
import vn.kenh.gateway.reading.DeviceIds;
import vn.kenh.gateway.uplink.ServerAuthority;
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
    },
    subcommands = QuarantineCommand.class)
public final class GatewayCommand implements Callable<Integer> {

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);
  private static final Duration LONGEST_INTERVAL = Duration.ofHours(24);
  private static final long SMALLEST_CAMERA_LIMIT = 4L << 20;

  @Spec private @Nullable CommandSpec command;

  @Mixin private NodeOptions node = new NodeOptions();

  @Option(
      names = "--server-url",
      paramLabel = "URL",
      description = "The server, as mqtt://host[:port] or mqtts://host[:port].")
  private String serverUrl = "";

  @Option(
      names = "--server-ca",
      paramLabel = "PEM",
      description =
          "Authority that signed the certificate of an mqtts:// server (default: those Java knows).")
  private @Nullable Path serverCa;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Id this gateway is registered with at the server.")
  private String id = "";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
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
      names = "--camera",
      paramLabel = "ID=URL",
      split = " ",
      description =
          "IP camera to fetch stills of, as id=http[s]://[user:password@]host[:port]/path; repeatable,"
              + " in the environment with spaces between.")
  private List<String> cameras = List.of();

  @Option(
      names = "--camera-interval",
      paramLabel = "TIME",
      defaultValue = "15m",
      description = "Time between stills of a camera, 10s to 24h (default: ${DEFAULT-VALUE}).")
  private String cameraInterval = "";

  @Option(
      names = "--camera-limit",
      paramLabel = "SIZE",
      defaultValue = "256MiB",
      description =
          "Disk space for stills the server does not have yet; beyond it the oldest are given up"
              + " (default: ${DEFAULT-VALUE}).")
  private String cameraLimit = "";

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
    return run(new CommandLine(new GatewayCommand()), arguments, environment);
  }

  static int run(CommandLine line, String[] arguments, Map<String, String> environment) {
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
    for (Map.Entry<String, String> needed :
        List.of(
            Map.entry("--server-url", serverUrl),
            Map.entry("--id", id),
            Map.entry("--token", token))) {
      if (needed.getValue().isEmpty()) {
        throw wrong(needed.getKey(), "is missing; see --help");
      }
    }
    if (!DeviceIds.isValid(id)) {
      throw wrong("--id", "\"" + id + "\" is no device id");
    }
    Optional<Path> deviceFile = Optional.ofNullable(devices);
    checked("--devices", () -> new DeviceFile(deviceFile, anonymousDevices));
    return new GatewaySettings(
        checked(node::dataDir),
        node.mqttHost(),
        checked(node::mqttPort),
        uplink(),
        brokerUrls.stream().map(this::broker).toList(),
        checked(node::spoolLimitBytes),
        deviceFile,
        anonymousDevices,
        cameras());
  }

  private CameraSettings cameras() {
    List<Camera> list =
        cameras.stream()
            .filter(text -> !text.isBlank())
            .map(text -> checked("--camera", () -> Camera.of(text)))
            .toList();
    if (list.stream().map(Camera::id).distinct().count() < list.size()) {
      throw wrong("--camera", "two cameras have the same id");
    }
    Duration interval = checked("--camera-interval", () -> Durations.parse(cameraInterval));
    if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
      throw wrong("--camera-interval", cameraInterval + " is not from 10s to 24h");
    }
    long limit = checked(() -> NodeOptions.size("--camera-limit", cameraLimit));
    if (limit < SMALLEST_CAMERA_LIMIT) {
      throw wrong("--camera-limit", cameraLimit + " is too little; give 4MiB or more");
    }
    return new CameraSettings(list, interval, limit);
  }

  private UplinkOptions uplink() {
    UplinkOptions uplink = checked("--server-url", () -> UplinkOptions.of(serverUrl, id, token));
    Path authority = serverCa;
    return authority == null
        ? uplink
        : checked("--server-ca", () -> uplink.withAuthority(ServerAuthority.of(authority)));
  }

  private BrokerOptions broker(String url) {
    return checked(
        "--broker-url", () -> BrokerOptions.of(url, List.of("kenh/#"), "kenh-gateway-" + id));
  }

  /** A value whose refusal names its option. */
  private <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private <T> T checked(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw wrong(option, String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String option, String why) {
    return new ParameterException(commandLine(), option + ": " + why);
  }

  private CommandLine commandLine() {
    return command == null ? new CommandLine(CommandSpec.create()) : command.commandLine();
  }
}
