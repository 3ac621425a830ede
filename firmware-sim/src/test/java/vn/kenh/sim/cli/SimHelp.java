package vn.kenh.sim.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What {@code --help} says on a terminal of eighty columns without colours. */
final class SimHelp {

  private SimHelp() {}

  static String text() {
    CommandLine command = SimCommand.commandLine();
    command.getCommandSpec().usageMessage().autoWidth(false).width(80);
    return command.getUsageMessage(Ansi.OFF).replace(System.lineSeparator(), "\n");
  }
}
