package vn.kenh.sim.cli;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import vn.kenh.sim.fault.FaultSyntax;

/** Refuses wrong values of options, by name, before anything has begun. */
final class Usage {

  private final CommandSpec command;

  Usage(CommandSpec command) {
    this.command = command;
  }

  void check(boolean good, String message) {
    if (!good) {
      throw wrong(message);
    }
  }

  /** Runs what throws an {@link IllegalArgumentException} for a wrong value of {@code option}. */
  void checked(String option, Runnable attempt) {
    try {
      attempt.run();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), option + ": " + e.getMessage(), e);
    }
  }

  /** A duration of more than nothing. */
  Duration time(String option, String text) {
    Duration[] result = new Duration[1];
    checked(option, () -> result[0] = FaultSyntax.duration(text));
    check(result[0].toMillis() > 0, option + " must be more than 0");
    return result[0];
  }

  ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
