package vn.kenh.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.kenh.gateway.cli.OptionSources;
import vn.kenh.server.demo.DemoCommand;

/** The program {@code kenh.jar}. */
@Command(
    name = "kenh",
    mixinStandardHelpOptions = true,
    version = "kenh 0.1.0",
    description = "Carries readings from the field to the people who need them.",
    subcommands = {
      ServerCommand.class,
      DemoCommand.class,
      DoctorCommand.class,
      PasswordCommand.class
    })
public final class KenhCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.getenv()));
  }

  /** Runs one command and returns the exit code: 0 good, 1 failed, 2 wrong usage. */
  static int run(String[] arguments, Map<String, String> environment) {
    CommandLine line = new CommandLine(new KenhCommand());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("kenh: " + CommandFailure.explain(failure));
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
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "name a command; see --help");
    }
  }
}
