package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.testing.ServerProcess;

/** The encrypted ports, with PEM files as {@code openssl} and certbot write them. */
final class TlsIT {

  @TempDir private Path folder;

  private final int httpsPort = ServerProcess.freePort();
  private final int mqttsPort = ServerProcess.freePort();
  private RunningServer server;
  private SSLContext trusting;

  @BeforeEach
  void start() throws Exception {
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
            + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout key.pem -out cert.pem");
    trusting = trusting(folder.resolve("cert.pem"));
    server = new RunningServer(settings());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pagesAndDevicesAreServedEncrypted() throws Exception {
    String token =
        server.create("/api/v1/devices", "{\"id\":\"d1\",\"kind\":\"drip\"}").get("token").asText();
    MqttClient device =
        new MqttClient("ssl://localhost:" + mqttsPort, "d1", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName("d1");
    options.setPassword(token.getBytes(StandardCharsets.UTF_8));
    options.setSocketFactory(trusting.getSocketFactory());
    device.connect(options);
    MqttMessage message =
        new MqttMessage("{\"soil_moisture\":31.4}".getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    device.publish("kenh/d1/telemetry", message);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                server.json("/api/v1/devices/d1").at("/readings/soil_moisture/value").asDouble()
                    == 31.4);
    device.disconnect();
    device.close();

    HttpResponse<String> ready = https(trusting, HttpRequest.newBuilder(uri("/health/ready")));
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.headers().firstValue("strict-transport-security")).isPresent();
    String password = server.server().firstStart().password().orElseThrow();
    HttpResponse<String> login =
        https(
            trusting,
            HttpRequest.newBuilder(uri("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=admin&password=" + password)));
    assertThat(login.headers().firstValue("set-cookie").orElseThrow())
        .contains("Secure", "HTTPOnly", "SameSite=Lax");
  }

  @Test
  void whoDoesNotKnowTheCertificateStaysAway() throws Exception {
    SSLContext standard = SSLContext.getDefault();
    assertThatThrownBy(() -> https(standard, HttpRequest.newBuilder(uri("/health/live"))))
        .isInstanceOf(SSLHandshakeException.class);
  }

  private URI uri(String path) {
    return URI.create("https://localhost:" + httpsPort + path);
  }

  private static HttpResponse<String> https(SSLContext tls, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
    return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }

  private ServerSettings settings() {
    ServerSettings embedded = ServerSettings.embedded(folder.resolve("data"));
    return new ServerSettings(
        embedded.dataDir(),
        embedded.http(),
        Optional.of(httpsPort),
        embedded.mqtt(),
        Optional.of(mqttsPort),
        Optional.of(
            new ServerSettings.Tls(
                folder.resolve("cert.pem"), folder.resolve("key.pem"), Optional.empty())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        false,
        Optional.empty(),
        embedded.spoolLimitBytes());
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
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
