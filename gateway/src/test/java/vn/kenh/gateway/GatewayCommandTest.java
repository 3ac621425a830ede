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

final class GatewayCommandTest {

  @TempDir Path folder;

  @Test
  void helpAndVersionAreGoodAndMissingOptionsAreWrongUsage() {
    assertThat(GatewayCommand.run(new String[] {"--help"}, Map.of())).isZero();
    assertThat(GatewayCommand.run(new String[] {"--version"}, Map.of())).isZero();
    assertThat(GatewayCommand.run(new String[0], Map.of())).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--spool-limit, 4 potatoes",
    "--spool-limit, 1KiB",
    "--server-url, http://example.vn",
    "--mqtt-port, 70000",
    "--id, a/b",
    "--broker-url, example.vn",
    "--devices, /does/not/exist"
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

  @ParameterizedTest
  @CsvSource({"4GiB, 4294967296", "500 MB, 500000000", "1048576, 1048576", "64mib, 67108864"})
  void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
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

  private static String sha256(String token) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
  }
}
