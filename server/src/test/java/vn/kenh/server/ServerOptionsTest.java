package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import vn.kenh.gateway.cli.OptionSources;

final class ServerOptionsTest {

  @TempDir private Path folder;

  @Command(name = "test")
  private static final class TestCommand {
    @Mixin private ServerOptions options = new ServerOptions();
  }

  @Test
  void withoutAnyOptionTheServerKeepsEverythingItself() {
    ServerSettings settings = parse(Map.of());
    assertThat(settings.dataDir()).isEqualTo(Path.of("./kenh-data"));
    assertThat(settings.http()).hasToString("0.0.0.0:8080");
    assertThat(settings.mqtt()).hasToString("0.0.0.0:1883");
    assertThat(settings.influx()).isEmpty();
    assertThat(settings.databaseUrl()).isEmpty();
    assertThat(settings.brokerUrls()).isEmpty();
    assertThat(settings.anonymousDevices()).isFalse();
    assertThat(settings.retention()).isEmpty();
    assertThat(parse(Map.of(), "--retention-days=365").retention()).contains(Duration.ofDays(365));
  }

  @Test
  void flagsWinOverTheEnvironmentAndThatOverTheFile() throws Exception {
    Path file = Files.writeString(folder.resolve("kenh.properties"), "http-port=1\nmqtt-port=2\n");
    ServerSettings settings =
        parse(
            Map.of("KENH_HTTP_PORT", "3", "KENH_INFLUX_URL", "http://db:8086"),
            "--config",
            file.toString(),
            "--http-port=4");
    assertThat(settings.http().port()).isEqualTo(4);
    assertThat(settings.mqtt().port()).isEqualTo(2);
    assertThat(settings.influx()).get().extracting(i -> i.url()).isEqualTo("http://db:8086");
    assertThat(parse(Map.of("KENH_HTTP_PORT", "3"), "--config", file.toString()).http().port())
        .isEqualTo(3);
  }

  @Test
  void brokersAreRepeatable() {
    ServerSettings settings =
        parse(Map.of(), "--broker-url=mqtt://a", "--broker-url=mqtts://u:p@b:8884");
    assertThat(settings.brokerUrls())
        .extracting(Object::toString)
        .containsExactly("mqtt://a", "mqtts://u:p@b:8884");
    assertThat(settings.brokerTopics()).containsExactly("kenh/#");
  }

  @Test
  void thePublicUrlEndsWithoutASlash() {
    assertThat(parse(Map.of(), "--public-url=https://kenh.example.vn/").publicUrl())
        .map(Object::toString)
        .isEqualTo(Optional.of("https://kenh.example.vn"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--http-port=65536|--http-port",
        "--http-port=x|--http-port",
        "--mqtt-port=-1|--mqtt-port",
        "--mqtts-port=8883|--mqtts-port",
        "--https-port=8443|--https-port",
        "--tls-cert=/nowhere --tls-key=/nowhere|--tls-cert",
        "--tls-client-ca=/nowhere|--tls-client-ca",
        "--public-url=kenh.example.vn|--public-url",
        "--public-url=https://kenh.example.vn/?a=b|--public-url",
        "--influx-url=db:8086|--influx-url",
        "--influx-token=t|--influx-url",
        "--retention-days=0|--retention-days",
        "--influx-url=http://db --retention-days=30|--retention-days",
        "--influx-url=http://db --influx-user=u|--influx-user",
        "--influx-url=http://db --influx-user=u --influx-password=p --influx-token=t|--influx-token",
        "--database-url=jdbc:mysql://db|--database-url",
        "--broker-url=http://broker|--broker-url",
        "--admin-token=short|--admin-token",
      })
  void whatCannotBeUsedIsRefusedByName(String arguments, String name) {
    assertThatThrownBy(() -> parse(Map.of(), arguments.split(" ")))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(name);
  }

  @Test
  void aPasswordInAWrongAddressIsNotRepeated() {
    assertThatThrownBy(() -> parse(Map.of(), "--broker-url=mqtt://kenh:pass@word^@broker"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("@broker")
        .hasMessageNotContaining("pass");
  }

  @Test
  void wrongUsageEndsWithTwo() {
    assertThat(KenhCommand.run(new String[] {"server", "--http-port=x"}, Map.of())).isEqualTo(2);
    assertThat(KenhCommand.run(new String[] {"nonsense"}, Map.of())).isEqualTo(2);
    assertThat(KenhCommand.run(new String[] {"server", "--help"}, Map.of())).isZero();
  }

  @Test
  void theDoctorEndsWithOneWhereSomethingIsBad() {
    String data = "--data-dir=" + folder;
    assertThat(
            KenhCommand.run(
                new String[] {"doctor", data, "--http-port=0", "--mqtt-port=0"}, Map.of()))
        .isZero();
    assertThat(
            KenhCommand.run(
                new String[] {
                  "doctor",
                  data,
                  "--http-port=0",
                  "--mqtt-port=0",
                  "--database-url=jdbc:postgresql://127.0.0.1:1/x"
                },
                Map.of()))
        .isEqualTo(1);
  }

  private static ServerSettings parse(Map<String, String> environment, String... arguments) {
    TestCommand command = new TestCommand();
    CommandLine line = new CommandLine(command);
    OptionSources.install(line, arguments, environment);
    line.parseArgs(arguments);
    return command.options.settings();
  }
}
