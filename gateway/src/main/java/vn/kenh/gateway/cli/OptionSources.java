package vn.kenh.gateway.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Fills options that were not given as flags: {@code --influx-url} from the environment variable
 * {@code KENH_INFLUX_URL}, then from the key {@code influx-url} of the properties file named by
 * {@code --config} (or {@code KENH_CONFIG}).
 */
public final class OptionSources implements CommandLine.IDefaultValueProvider {

  private static final String PREFIX = "KENH_";

  private final Map<String, String> environment;
  private final Properties file;

  private OptionSources(Map<String, String> environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * Prepares {@code commandLine} to take its options from all three places.
   *
   * @throws ParameterException if the configuration file cannot be read or holds a key that no
   *     option has
   */
  public static void install(
      CommandLine commandLine, String[] arguments, Map<String, String> environment) {
    Properties file = configuration(commandLine, arguments, environment);
    refuseUnknownKeys(commandLine, file);
    CommandLine.IDefaultValueProvider sources = new OptionSources(environment, file);
    // To all commands below it, too.
    commandLine.setDefaultValueProvider(sources);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
      return null;
    }
    String key = option.longestName().substring(2);
    String fromEnvironment =
        environment.get(PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_'));
    return fromEnvironment != null ? fromEnvironment : file.getProperty(key);
  }

  private static Properties configuration(
      CommandLine commandLine, String[] arguments, Map<String, String> environment) {
    Properties properties = new Properties();
    String path = environment.get(PREFIX + "CONFIG");
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("--config=")) {
        path = arguments[i].substring("--config=".length());
      } else if (arguments[i].equals("--config") && i + 1 < arguments.length) {
        path = arguments[i + 1];
      }
    }
    if (path == null) {
      return properties;
    }
    try (Reader reader = Files.newBufferedReader(Path.of(path))) {
      properties.load(reader);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new ParameterException(
          commandLine, "--config: cannot read " + path + ": " + reason(e), e);
    }
  }

  private static String reason(Exception failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return failure instanceof CharacterCodingException
        ? "it is not UTF-8 text"
        : failure.toString();
  }

  private static void refuseUnknownKeys(CommandLine commandLine, Properties file) {
    Set<String> known = new TreeSet<>(names(commandLine.getCommandSpec()));
    commandLine.getSubcommands().values().forEach(sub -> known.addAll(names(sub.getCommandSpec())));
    for (String key : file.stringPropertyNames()) {
      if (!known.contains(key)) {
        throw new ParameterException(
            commandLine, "--config: no option is called \"" + key + "\"; see --help");
      }
    }
  }

  private static Set<String> names(CommandSpec spec) {
    return spec.options().stream()
        .map(OptionSpec::longestName)
        .filter(name -> name.startsWith("--"))
        .map(name -> name.substring(2))
        .collect(Collectors.toSet());
  }
}
