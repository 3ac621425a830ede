package vn.kenh.server.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.testing.FarmGateway;
import vn.kenh.server.testing.KenhServer;
import vn.kenh.testing.ServerProcess;

/** A gateway and a server whose certificate only they know of. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class SecureGatewayIT {

  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir private Path folder;
  private final int mqttsPort = ServerProcess.freePort();

  @BeforeEach
  void makeCertificates() throws Exception {
    for (String name : List.of("first", "second")) {
      openssl(
          "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
              + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout "
              + name
              + "-key.pem -out "
              + name
              + ".pem");
    }
  }

  @Test
  void aServerOfAnotherAuthorityIsRefusedAndTriedAgainUntilItIsTheRightOne() throws Exception {
    use("first");
    try (KenhServer server =
        KenhServer.start(
            folder,
            "--mqtts-port=" + mqttsPort,
            "--tls-cert=" + folder.resolve("cert.pem"),
            "--tls-key=" + folder.resolve("key.pem"))) {
      String token =
          server
              .postJson("/api/v1/devices", "{\"id\":\"gw\",\"kind\":\"gateway\"}", 201)
              .get("token")
              .asText();
      server.postJson(
          "/api/v1/devices", "{\"id\":\"valve-1\",\"kind\":\"valve\",\"gateway\":\"gw\"}", 201);
      try (FarmGateway gateway =
              FarmGateway.start(
                  folder.resolve("gateway"),
                  "mqtts://localhost:" + mqttsPort,
                  "--id=gw",
                  "--token=" + token,
                  "--anonymous-devices",
                  "--server-ca=" + folder.resolve("second.pem"));
          FieldDevice valve = new FieldDevice(gateway.mqttPort(), "valve-1")) {
        await().atMost(LONG).until(() -> gateway.log().contains("(--server-ca)"));
        assertThat(gateway.log())
            .contains("cannot reach the server", "signed by an authority in", "second.pem")
            .doesNotContain("connected to");
        use("second");
        server.restartCleanly();
        await().atMost(LONG).until(() -> gateway.log().contains("connected to"));
        String command =
            server
                .postJson("/api/v1/devices/valve-1/commands", "{\"command\":\"valve.close\"}", 202)
                .get("id")
                .asText();
        await().atMost(LONG).until(() -> valve.heard().contains(command));
      }
    }
  }

  private void use(String name) throws Exception {
    Files.copy(
        folder.resolve(name + ".pem"),
        folder.resolve("cert.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        folder.resolve(name + "-key.pem"),
        folder.resolve("key.pem"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void openssl(String arguments) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(ServerProcess.program("openssl")), Arrays.stream(arguments.split(" ")))
            .toList();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("openssl.log"))).isZero();
  }
}
