package vn.kenh.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import vn.kenh.gateway.cli.OptionSources;

final class DemoCommandTest {

  @Test
  void withoutAFolderAllGoesWhenItEnds() {
    assertThat(parsed(Map.of()).temporary()).isTrue();
  }

  @Test
  void aNamedFolderIsKeptThoughItIsTheServersUsualOne(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("kenh.properties"), "data-dir=./kenh-data\n");

    assertThat(parsed(Map.of(), "--data-dir", "./kenh-data").temporary()).isFalse();
    assertThat(parsed(Map.of("KENH_DATA_DIR", "./kenh-data")).temporary()).isFalse();
    assertThat(parsed(Map.of(), "--config", file.toString()).temporary()).isFalse();
  }

  private static DemoCommand parsed(Map<String, String> environment, String... arguments) {
    DemoCommand demo = new DemoCommand();
    CommandLine line = new CommandLine(demo);
    OptionSources.install(line, arguments, environment);
    line.parseArgs(arguments);
    return demo;
  }
}
