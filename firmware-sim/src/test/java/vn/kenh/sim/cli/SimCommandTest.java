package vn.kenh.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class SimCommandTest {

  @TempDir private Path folder;

  @Test
  void helpIsGood() {
    assertThat(SimCommand.run(Map.of(), "--help")).isZero();
  }

  @Test
  void helpFitsATerminalOfEightyColumns() {
    assertThat(SimHelp.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--url=http://host",
        "--url=mqtt://host:70000",
        "--fault=flood@drip-01",
        "--fault=leak@no-such-device",
        "--speed=0",
        "--speed=fast",
        "--interval=often",
        "--interval=0s",
        "--picture-interval=0s",
        "--for=0s",
        "--farms=9",
        "--devices=-1",
        "--hours=-1",
        "--season-pictures=-1",
        "--window=-1",
        "--client=pigeon",
        "--history-only",
        "--register=localhost",
        "--register=http://localhost:1",
        "--truth=/no/such/folder/truth.jsonl",
        "--config=/no/such/file",
        "--nonsense"
      })
  void aWrongValueIsRefusedByNameAtTheStart(String argument) {
    Answer answer = new Answer(argument);
    assertThat(answer.exitCode).isEqualTo(2);
    assertThat(answer.errors).contains(argument.replaceFirst("=.*", "")).doesNotContain("Usage:");
  }

  @ParameterizedTest
  @CsvSource({"KENH_SIM_SPEED,0,--speed", "KENH_SIM_FARMS,9,--farms"})
  void aWrongValueInTheEnvironmentIsRefusedToo(String variable, String value, String name) {
    CommandLine command = SimCommand.commandLine();
    StringWriter errors = new StringWriter();
    command.setErr(new PrintWriter(errors, true));
    OptionSources.install(command, new String[0], Map.of(variable, value));
    assertThat(command.execute()).isEqualTo(2);
    assertThat(errors.toString()).contains(name);
  }

  @Test
  void aKeyThatNoOptionHasIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("sim.properties"), "speeed=2\n");
    assertThat(SimCommand.run(Map.of(), "--config=" + file)).isEqualTo(2);
    assertThat(SimCommand.run(Map.of("KENH_SIM_CONFIG", file.toString()))).isEqualTo(2);
  }

  @Test
  void aServerThatCannotBeReachedIsAFailure() {
    Answer answer = new Answer("--register=http://127.0.0.1:1", "--admin-token=x");
    assertThat(answer.exitCode).isEqualTo(1);
    assertThat(answer.errors).contains("127.0.0.1:1");
  }

  private static final class Answer {
    final int exitCode;
    final String errors;

    Answer(String... arguments) {
      StringWriter text = new StringWriter();
      CommandLine command = SimCommand.commandLine();
      command.setErr(new PrintWriter(text, true));
      int code;
      try {
        OptionSources.install(command, arguments, Map.of());
        code = command.execute(arguments);
      } catch (CommandLine.ParameterException e) {
        code = SimCommand.refuse(e);
      }
      exitCode = code;
      errors = text.toString();
    }
  }
}
