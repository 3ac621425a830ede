package vn.kenh.sim.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import vn.kenh.sim.Simulation;
import vn.kenh.sim.SimulationOptions;
import vn.kenh.sim.farm.FarmPlan;

/** The program {@code kenh-sim}: simulated farms against any MQTT address. */
@Command(
    name = "kenh-sim",
    version = "kenh-sim 0.1.0",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    abbreviateSynopsis = true,
    description = {
      "Simulated farms that report over MQTT: weather, soil, drip lines, cameras.",
      "Every option is also an environment variable (--via-gateway = KENH_SIM_VIA_GATEWAY)"
          + " and a key of the --config file."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:good: all was acknowledged",
      "1:failed at run time, or something was refused or not acknowledged",
      "2:wrong usage"
    })
public final class SimCommand implements Callable<Integer> {

  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final Duration DRAIN_WHEN_ASKED = Duration.ofSeconds(10);

  @Mixin private TargetFlags target = new TargetFlags();
  @Mixin private FarmFlags farms = new FarmFlags();
  @Mixin private PaceFlags pace = new PaceFlags();

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
    System.exit(run(System.getenv(), arguments));
  }

  /** Runs the program and returns its exit code. */
  static int run(Map<String, String> environment, String... arguments) {
    CommandLine command = commandLine();
    try {
      OptionSources.install(command, arguments, environment);
    } catch (ParameterException e) {
      return refuse(e);
    }
    return command.execute(arguments);
  }

  /** The program's options, as {@code --help} and its tests need them. */
  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new SimCommand());
    command.getCommandSpec().usageMessage().footer(FaultHelp.lines());
    command.setParameterExceptionHandler((problem, arguments) -> refuse(problem));
    command.setExecutionExceptionHandler(
        (problem, line, parsed) -> {
          line.getErr().println("kenh-sim: " + problem.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    return command;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    Usage usage = new Usage(command.getCommandSpec());
    target.check(usage);
    List<FarmPlan> plans = farms.plans(usage);
    int devices = plans.stream().mapToInt(farm -> farm.devices().size()).sum();
    Duration limit = pace.limit(usage);
    pace.applyTo(SimulationOptions.of(target.url(), plans), devices, usage); // before registering
    checkTruth(usage);
    SimulationOptions options =
        pace.applyTo(target.register(plans), devices, usage)
            .withSeed(farms.seed())
            .withFaults(farms.faults())
            .withTruth(Optional.ofNullable(truth));
    RunReport report = new RunReport(command.getOut());
    AskedEnd end = AskedEnd.ofThisProcess();
    int code = CommandLine.ExitCode.SOFTWARE;
    try {
      code = simulate(options, limit, report, end);
      return code;
    } finally {
      end.over(code);
    }
  }

  private int simulate(SimulationOptions options, Duration limit, RunReport report, AskedEnd end) {
    try (Simulation simulation = Simulation.start(options, Clock.systemUTC())) {
      report.begins(
          options.farms().stream().mapToInt(farm -> farm.devices().size()).sum(), target.url());
      boolean asked = watch(simulation, limit, report, end);
      Duration patience = asked ? DRAIN_WHEN_ASKED : DRAIN;
      long pending = simulation.progress().pending();
      if (pending > 0) {
        report.waits(pending, patience);
      }
      boolean drained = simulation.drain(patience);
      Simulation.Progress last = simulation.progress();
      report.line(last);
      report.sum(last.total());
      return drained && last.total().refused() == 0 && last.total().dropped() == 0
          ? CommandLine.ExitCode.OK
          : CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** Lets it run; returns whether somebody asked for the end. */
  private boolean watch(Simulation simulation, Duration limit, RunReport report, AskedEnd end) {
    long start = System.nanoTime();
    while (!end.isAsked()) {
      if (report.isDue()) {
        report.line(simulation.progress());
      }
      boolean told = pace.historyOnly() && simulation.awaitHistory(Duration.ZERO);
      if (told || System.nanoTime() - start >= limit.toNanos()) {
        return false;
      }
    }
    return true;
  }

  private void checkTruth(Usage usage) {
    Path file = truth;
    if (file != null) {
      Path folder = file.toAbsolutePath().getParent();
      usage.check(
          folder != null && Files.isDirectory(folder) && !Files.isDirectory(file),
          "--truth: " + file + " cannot be written; name a file in a folder that exists");
    }
  }

  /** Says what is wrong in one line; the whole help would bury it. */
  static int refuse(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    command.getErr().println("kenh-sim: " + problem.getMessage());
    UnmatchedArgumentException.printSuggestions(problem, command.getErr());
    command.getErr().println("kenh-sim --help lists all options");
    command.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }
}
