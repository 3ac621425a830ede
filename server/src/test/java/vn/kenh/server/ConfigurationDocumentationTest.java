package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import vn.kenh.gateway.GatewayCommand;
import vn.kenh.server.demo.DemoCommand;

/** docs/configuration.md says what the programs' own {@code --help} says, option by option. */
final class ConfigurationDocumentationTest {

  private static final Path REFERENCE = Path.of("../docs/configuration.md");
  private static final CommandSpec SERVER = new CommandLine(new ServerCommand()).getCommandSpec();

  static Stream<CommandSpec> commands() {
    CommandLine gateway = new CommandLine(new GatewayCommand());
    return Stream.concat(
            Stream.of(new ServerCommand(), new GatewayCommand()).map(CommandLine::new),
            gateway.getSubcommands().values().stream()
                .flatMap(quarantine -> quarantine.getSubcommands().values().stream()))
        .map(CommandLine::getCommandSpec);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theReferenceListsEveryOptionWithItsVariableAndMeaning(CommandSpec command)
      throws IOException {
    assertThat(Files.readString(REFERENCE)).contains(table(command.options()));
  }

  @Test
  void demoHasTheServersOptionsAndItsOwnWhichTheReferenceListsToo() throws IOException {
    CommandSpec demo = new CommandLine(new DemoCommand()).getCommandSpec();
    List<OptionSpec> own = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    for (OptionSpec option : demo.options()) {
      if (SERVER.findOption(option.longestName()) == null) {
        own.add(option);
      } else {
        shared.add(row(option));
      }
    }
    assertThat(shared).isEqualTo(rows(SERVER));
    assertThat(own).isNotEmpty();
    assertThat(Files.readString(REFERENCE)).contains(table(own));
  }

  @Test
  void doctorAndPasswordHaveTheServersOptionsAndNoOthers() throws IOException {
    CommandSpec doctor = new CommandLine(new DoctorCommand()).getCommandSpec();
    CommandSpec password = new CommandLine(new PasswordCommand()).getCommandSpec();
    assertThat(rows(doctor)).isEqualTo(rows(SERVER));
    assertThat(rows(password)).isEqualTo(rows(SERVER));
    String reference = Files.readString(REFERENCE);
    assertThat(doctor.positionalParameters()).isEmpty();
    assertThat(password.positionalParameters())
        .hasSize(1)
        .allSatisfy(
            parameter ->
                assertThat(reference)
                    .contains("`kenh.jar password " + parameter.paramLabel() + "`"));
    assertThat(reference).contains("`kenh.jar doctor`");
  }

  private static List<String> rows(CommandSpec command) {
    return command.options().stream().map(ConfigurationDocumentationTest::row).toList();
  }

  private static String table(List<OptionSpec> options) {
    return options.stream()
        .filter(option -> option.longestName().startsWith("--"))
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .map(ConfigurationDocumentationTest::row)
        .collect(
            Collectors.joining(
                "\n", "| option | environment | meaning |\n| --- | --- | --- |\n", "\n"));
  }

  private static String row(OptionSpec option) {
    String name = option.longestName();
    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    String variable = "KENH_" + name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    String meaning =
        Arrays.stream(option.description())
            .collect(Collectors.joining(" "))
            .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()))
            .replace("%%", "%")
            .replace("|", "\\|");
    return "| `%s%s` | `%s` | %s |".formatted(name, label, variable, meaning);
  }
}
