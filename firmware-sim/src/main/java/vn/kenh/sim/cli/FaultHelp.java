package vn.kenh.sim.cli;

import java.util.Locale;
import vn.kenh.sim.fault.FaultKind;

/** The list of faults at the end of {@code --help}. */
final class FaultHelp {

  private FaultHelp() {}

  /** As a picocli footer. */
  static String[] lines() {
    StringBuilder text = new StringBuilder("%nFaults, and the amount where none is given:%n");
    for (FaultKind kind : FaultKind.values()) {
      String amount = kind.defaultAmount().isEmpty() ? "" : " (" + kind.defaultAmount() + ")";
      text.append(
          String.format(
              Locale.ROOT,
              "  %-13s %s%%n",
              kind.code(),
              (kind.description() + amount).replace("%", "%%")));
    }
    return new String[] {text.toString().stripTrailing()};
  }
}
