package vn.kenh.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import vn.kenh.gateway.cli.OptionSources;

final class GatewayCommandTest {

  @TempDir Path folder;

  @Test
  void helpAndVersionAreGoodAndMissingOptionsAreWrongUsage() {
    assertThat(GatewayCommand.run(new String[] {"--help"}, Map.of())).isZero();
    assertThat(GatewayCommand.run(new String[] {"--version"}, Map.of())).isZero();
    assertThat(GatewayCommand.run(new String[0], Map.of())).isEqualTo(2);
  }

  @Test
  void severalCamerasMayStandInTheEnvironment() {
    GatewayCommand command = new GatewayCommand();
    CommandLine line = new CommandLine(command);
    Map<String, String> environment =
        Map.of(
            "KENH_SERVER_URL", "mqtt://127.0.0.1:1",
            "KENH_ID", "g1",
            "KENH_TOKEN", "t",
            "KENH_CAMERA", "a=http://10.0.0.7/x,y?u=1  b=http://10.0.0.8/");
    OptionSources.install(line, new String[0], environment);
    line.parseArgs("--camera-interval=2h");
    assertThat(command.settings().cameras().cameras())
        .extracting(Object::toString)
        .containsExactly("a at 10.0.0.7", "b at 10.0.0.8");
    assertThat(command.settings().cameras().interval()).hasHours(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--spool-limit, 4 potatoes",
    "--spool-limit, 1KiB",
    "--server-url, http://example.vn",
    "--mqtt-port, 70000",
    "--id, a/b",
    "--broker-url, example.vn",
    "--devices, /does/not/exist",
    "--server-ca, /does/not/exist",
    "--server-ca, /dev/null",
    "--camera, rtsp://10.0.0.7/",
    "--camera, a=http://10.0.0.7/ a=http://10.0.0.8/",
    "--camera-interval, 9s",
    "--camera-interval, 25h",
    "--camera-interval, often",
    "--camera-limit, 1MiB"
  })
  void aWrongValueIsRefused(String option, String value) {
    Map<String, String> good =
        Map.of(
            "KENH_SERVER_URL", "mqtt://127.0.0.1:1",
            "KENH_ID", "g1",
            "KENH_TOKEN", "t",
            "KENH_DATA_DIR", folder.toString());
    assertThat(GatewayCommand.run(new String[] {option, value}, good)).isEqualTo(2);
  }

  @Test
  void aDeviceNeedsItsOwnTokenAndSpeaksForItselfAlone() throws Exception {
    Path file = folder.resolve("devices");
    Files.writeString(file, "# pumps\n\np1:" + sha256("secret") + "\n");
    DeviceFile devices = new DeviceFile(Optional.of(file), false);
    assertThat(devices.authenticate("p1", "secret".getBytes(UTF_8)))
        .hasValueSatisfying(
            identity -> {
              assertThat(identity.speaksFor("p1")).isTrue();
              assertThat(identity.speaksFor("p2")).isFalse();
            });
    assertThat(devices.authenticate("p1", "Secret".getBytes(UTF_8))).isEmpty();
    assertThat(devices.authenticate("p2", "secret".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void unknownDevicesMayBeAllowedButKnownOnesStillNeedTheirToken() throws Exception {
    Path file = folder.resolve("devices");
    Files.writeString(file, "p1:" + sha256("secret") + "\n");
    DeviceFile devices = new DeviceFile(Optional.of(file), true);
    assertThat(devices.authenticate("p2", new byte[0])).isPresent();
    assertThat(devices.authenticate("p1", new byte[0])).isEmpty();
  }

  @Test
  void aWrongLineIsToldWithItsNumberAndChangesNothingLater() throws Exception {
    Path file = folder.resolve("devices");
    Files.writeString(file, "p1:" + sha256("secret") + "\n");
    DeviceFile devices = new DeviceFile(Optional.of(file), false);
    Files.writeString(file, "p1:" + sha256("secret") + "\np2:short\n");
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1));
    devices.refresh();
    assertThat(devices.authenticate("p1", "secret".getBytes(UTF_8))).isPresent();
    assertThatThrownBy(() -> new DeviceFile(Optional.of(file), false))
        .hasMessageContaining("line 2");
  }

  @Test
  void aChangedFileTellsWhoMustConnectAgain() throws Exception {
    Path file = folder.resolve("devices");
    Files.writeString(file, "gone:%1$s\nrenewed:%1$s\nsame:%1$s\n".formatted(sha256("secret")));
    DeviceFile devices = new DeviceFile(Optional.of(file), false);
    assertThat(devices.refresh()).isEmpty();
    Files.writeString(
        file, "renewed:%s\nsame:%s\nfresh:%2$s\n".formatted(sha256("other"), sha256("secret")));
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1));
    assertThat(devices.refresh()).containsExactlyInAnyOrder("gone", "renewed", "fresh");
    assertThat(devices.refresh()).isEmpty();
  }

  private static String sha256(String token) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
  }
}
