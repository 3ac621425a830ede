package vn.kenh.sim.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Fills options that were not given as flags: {@code --via-gateway} from {@code
 * KENH_SIM_VIA_GATEWAY}, then from the key {@code via-gateway} of the file named by {@code
 * --config}.
 */
final class OptionSources implements CommandLine.IDefaultValueProvider {

  private static final String PREFIX = "KENH_SIM_";

  private final Map<String, String> environment;
  private final Properties file;

  private OptionSources(Map<String, String> environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  static void install(CommandLine command, String[] arguments, Map<String, String> environment) {
    Properties file = new Properties();
    String path = environment.get(PREFIX + "CONFIG");
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("--config=")) {
        path = arguments[i].substring("--config=".length());
      } else if (arguments[i].equals("--config") && i + 1 < arguments.length) {
        path = arguments[i + 1];
      }
    }
    if (path != null) {
      try (Reader reader = Files.newBufferedReader(Path.of(path))) {
        file.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new ParameterException(
            command, "--config: cannot read " + path + ": " + reason(e), e);
      }
    }
    for (String key : file.stringPropertyNames()) {
      if (command.getCommandSpec().findOption("--" + key) == null) {
        throw new ParameterException(command, "--config: no option is called \"" + key + "\"");
      }
    }
    command.setDefaultValueProvider(new OptionSources(environment, file));
  }

  private static String reason(Exception failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return failure instanceof CharacterCodingException
        ? "it is not UTF-8 text"
        : failure.toString();
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
      return null;
    }
    String key = option.longestName().substring(2);
    String variable = PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_');
    String value = environment.get(variable);
    return value != null ? value : file.getProperty(key);
  }
}
