package vn.kenh.sim;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.kenh.sim.farm.FarmCatalogue;
import vn.kenh.sim.farm.FarmPlan;
import vn.kenh.sim.fault.FaultKind;
import vn.kenh.sim.fault.FaultSyntax;
import vn.kenh.sim.link.Endpoint;
import vn.kenh.sim.link.Links;
import vn.kenh.sim.register.Registrar;
import vn.kenh.sim.register.Tokens;

/** The program {@code kenh-sim}: simulated farms against any MQTT address. */
@Command(
    name = "kenh-sim",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Simulated farms that report over MQTT: weather, soil, drip lines, cameras.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:good", "1:failed at run time", "2:wrong usage"})
public final class SimCommand implements Callable<Integer> {

  private static final int PAHO_LIMIT = 100;
  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofSeconds(30);

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "broker or server, mqtt://host:1883 or mqtts://host:8883 (${DEFAULT-VALUE})")
  private String url = "mqtt://localhost:1883";

  @Option(
      names = "--farms",
      paramLabel = "N",
      description = "how many of the farms drawn by hand, 1 to 4 (${DEFAULT-VALUE})")
  private int farms = 2;

  @Option(
      names = "--devices",
      paramLabel = "N",
      description = "instead, that many devices on generated farms without cameras")
  private int devices;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "the same seed gives the same farms, bit for bit (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "between a device's reports: 500ms, 10s, 5m (${DEFAULT-VALUE})")
  private String interval = "60s";

  @Option(
      names = "--picture-interval",
      paramLabel = "TIME",
      description = "between a camera's pictures (${DEFAULT-VALUE})")
  private String pictureInterval = "30m";

  @Option(
      names = "--hours",
      paramLabel = "N",
      description =
          "tell that much history (a report a minute at most), as fast as it is acknowledged,"
              + " beside the live reports")
  private int hours;

  @Option(
      names = "--season-pictures",
      paramLabel = "DAYS",
      description = "and one picture a day for so many days before")
  private int seasonPictures;

  @Option(names = "--history-only", description = "end when the history is acknowledged")
  private boolean historyOnly;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "end after so long, by the clock on the wall; else run until stopped")
  private @Nullable String runFor;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "simulated seconds in a second (${DEFAULT-VALUE})")
  private double speed = 1;

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

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      split = ",",
      description = {
        "KIND[=AMOUNT]@DEVICE[:FROM[..TO]], repeatable; DEVICE is an id, its end (drip-01) or has a"
            + " *; times are +6h or -2d from the start, or RFC 3339. As in leak=0.3@drip-01:+6h..+12h",
        "Kinds are listed below."
      })
  private List<String> faults = List.of();

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "write what really happened here, one JSON object a line")
  private @Nullable Path truth;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "options as a properties file; flags and KENH_SIM_… variables come before it")
  @SuppressWarnings("unused") // read by OptionSources before the command line is parsed
  private @Nullable Path config;

  @Spec private @Nullable CommandSpec spec;

  private SimCommand() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine command = new CommandLine(new SimCommand());
    command.getCommandSpec().usageMessage().footer(faultList());
    command.setExecutionExceptionHandler(
        (problem, line, parsed) -> {
          line.getErr().println("kenh-sim: " + problem.getMessage());
          return 1;
        });
    try {
      OptionSources.install(command, arguments, System.getenv());
    } catch (ParameterException e) {
      command.getErr().println("kenh-sim: " + e.getMessage());
      return 2;
    }
    return command.execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    SimulationOptions options = options();
    Duration limit = runFor == null ? Duration.ofDays(36_500) : time("--for", runFor);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> waitForEnd(asked, ended), "sim-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    PrintWriter out = out();
    try (Simulation simulation = start(options)) {
      out.println("simulating " + deviceCount(options) + " devices against " + url);
      watch(simulation, asked, limit, out);
      boolean drained = simulation.drain(DRAIN);
      Simulation.Progress end = simulation.progress();
      out.println(line(end));
      out.printf(
          Locale.ROOT,
          "acknowledged %d of %d messages, %d of %d reports; refused %d, dropped %d%n",
          end.total().acknowledged(),
          end.total().produced(),
          end.total().acknowledgedPoints(),
          end.total().points(),
          end.total().refused(),
          end.total().dropped());
      out.flush();
      return drained && end.total().refused() == 0 ? 0 : 1;
    } finally {
      ended.countDown();
    }
  }

  private void watch(Simulation simulation, CountDownLatch asked, Duration limit, PrintWriter out) {
    long start = System.nanoTime();
    long nextLine = REPORT_EVERY.toNanos();
    boolean stop = false;
    while (!stop) {
      try {
        stop = asked.await(200, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stop = true;
      }
      long passed = System.nanoTime() - start;
      if (passed >= nextLine) {
        nextLine += REPORT_EVERY.toNanos();
        out.println(line(simulation.progress()));
        out.flush();
      }
      stop |= passed >= limit.toNanos();
      stop |= historyOnly && simulation.awaitHistory(Duration.ZERO);
    }
  }

  private SimulationOptions options() throws IOException {
    check(speed > 0 && speed <= 100_000, "--speed must be more than 0");
    check(farms >= 1 && farms <= 4, "--farms must be 1 to 4");
    check(devices >= 0 && devices <= 200_000, "--devices must be 0 to 200000");
    check(hours >= 0 && seasonPictures >= 0 && window >= 0, "a number must not be negative");
    check(register == null || adminToken != null, "--register needs --admin-token");
    check(!historyOnly || hours > 0, "--history-only needs --hours");
    checked("--url", () -> Endpoint.parse(url));
    for (String fault : faults) {
      checked("--fault", () -> FaultSyntax.parse(fault, Clock.systemUTC().instant()));
    }
    List<FarmPlan> plans =
        devices > 0
            ? FarmCatalogue.generated(seed, devices)
            : FarmCatalogue.handDrawn().subList(0, farms);
    Optional<String> gateway = Optional.ofNullable(viaGateway);
    Tokens tokens = tokensFile == null ? Tokens.inMemory() : Tokens.of(tokensFile);
    if (register != null) {
      new Registrar(register, String.valueOf(adminToken), tokens).register(plans, gateway);
    }
    String forAll = token == null ? "" : token;
    boolean load = devices > 500;
    return SimulationOptions.of(url, plans)
        .withSeed(seed)
        .withTokens(device -> tokens.of(device).orElse(forAll))
        .withConnections(gateway, links(plans), chosenWindow())
        .withPace(time("--interval", interval), time("--picture-interval", pictureInterval), speed)
        .withHistory(
            Duration.ofHours(hours),
            Duration.ofDays(seasonPictures),
            load ? Duration.ofHours(3) : Duration.ofDays(20))
        .withFaults(faults)
        .withTruth(Optional.ofNullable(truth));
  }

  private int chosenWindow() {
    return window > 0 ? window : viaGateway == null ? 20 : 500;
  }

  private Links links(List<FarmPlan> plans) {
    long connections =
        viaGateway != null ? 1 : plans.stream().mapToLong(farm -> farm.devices().size()).sum();
    return switch (client) {
      case "paho" -> Links.PAHO;
      case "light" -> Links.LIGHT;
      case "auto" -> connections <= PAHO_LIMIT ? Links.PAHO : Links.LIGHT;
      default -> throw wrong("--client must be paho, light or auto");
    };
  }

  private Simulation start(SimulationOptions options) {
    try {
      return Simulation.start(options, Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private Duration time(String option, String text) {
    Duration[] result = new Duration[1];
    checked(option, () -> result[0] = FaultSyntax.duration(text));
    check(result[0].toMillis() > 0, option + " must be more than 0");
    return result[0];
  }

  private void checked(String option, Runnable attempt) {
    try {
      attempt.run();
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  private void check(boolean good, String message) {
    if (!good) {
      throw wrong(message);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(commandLine(), message);
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }

  private CommandLine commandLine() {
    CommandSpec own = spec;
    if (own == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return own.commandLine();
  }

  private static int deviceCount(SimulationOptions options) {
    return options.farms().stream().mapToInt(farm -> farm.devices().size()).sum();
  }

  private static String line(Simulation.Progress progress) {
    return String.format(
        Locale.ROOT,
        "%s  connected %d/%d  history %.0f %%  messages %d  acknowledged %d  pending %d",
        progress.now(),
        progress.connected(),
        progress.connections(),
        100 * progress.history(),
        progress.total().produced(),
        progress.total().acknowledged(),
        progress.total().pending());
  }

  private static String[] faultList() {
    StringBuilder text = new StringBuilder("%nFaults:%n");
    for (FaultKind kind : FaultKind.values()) {
      text.append(
          String.format(
              Locale.ROOT, "  %-13s %s%%n", kind.code(), kind.description().replace("%", "%%")));
    }
    return new String[] {text.toString()};
  }

  /** On SIGTERM: asks the run to end, and keeps the process until it has said goodbye. */
  private static void waitForEnd(CountDownLatch asked, CountDownLatch ended) {
    asked.countDown();
    try {
      if (!ended.await(DRAIN.plusSeconds(15).toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("kenh-sim: did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
