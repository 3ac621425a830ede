package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import vn.kenh.gateway.GatewayCommand;

/** docs/configuration.md says what the programs' own {@code --help} says, option by option. */
final class ConfigurationDocumentationTest {

  private static final Path REFERENCE = Path.of("../docs/configuration.md");

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
    assertThat(Files.readString(REFERENCE)).contains(table(command));
  }

  private static String table(CommandSpec command) {
    return command.options().stream()
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
