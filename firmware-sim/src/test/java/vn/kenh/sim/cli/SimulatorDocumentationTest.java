package vn.kenh.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import vn.kenh.sim.fault.FaultKind;

/** docs/simulator.md says what the program's own {@code --help} says, word for word. */
final class SimulatorDocumentationTest {

  private static final Path PAGE = Path.of("../docs/simulator.md");

  @Test
  void thePageShowsTheHelpAsItIs() throws IOException {
    assertThat(Files.readString(PAGE)).contains("```\n" + SimHelp.text().strip() + "\n```\n");
  }

  @Test
  void thePageTellsOfEveryFaultHowItShows() throws IOException {
    String page = Files.readString(PAGE);
    for (FaultKind kind : FaultKind.values()) {
      assertThat(page).as(kind.code()).contains("| `" + kind.code());
    }
  }
}
