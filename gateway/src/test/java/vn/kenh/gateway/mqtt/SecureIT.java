package vn.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.testing.ServerProcess;

final class SecureIT {

  private static final String PASSWORD = "secret";

  @TempDir private Path folder;
  private final TestListener server = new TestListener();

  @BeforeEach
  void makeCertificates() {
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem");
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=device -keyout dkey.pem -out dcert.pem");
    openssl(
        "pkcs12 -export -in dcert.pem -inkey dkey.pem -out device.p12 -passout pass:" + PASSWORD);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void tlsCarriesTheSameConversation() throws Exception {
    int port = listen(Optional.empty());
    try (RawClient client =
        new RawClient(tls(false).getSocketFactory().createSocket("localhost", port))) {
      converse(client);
    }
  }

  @Test
  void aClientCertificateIsAskedForAndChecked() throws Exception {
    int port = listen(Optional.of(folder.resolve("dcert.pem")));
    try (RawClient client =
        new RawClient(tls(true).getSocketFactory().createSocket("localhost", port))) {
      converse(client);
    }
    assertThatThrownBy(
            () -> {
              try (RawClient client =
                  new RawClient(tls(false).getSocketFactory().createSocket("localhost", port))) {
                converse(client);
              }
            })
        .isInstanceOfAny(java.io.UncheckedIOException.class, AssertionError.class);
    assertThat(server.inbox.messages()).hasSize(1);
  }

  private static void converse(RawClient client) {
    client.send(RawClient.connect(4, "d1", "c", true, 0)).expect("20020000");
    client.send(RawClient.publish(4, "kenh/d1/telemetry", 1, 1, "{}")).expect("40020001");
    client.send(new byte[] {(byte) 0xE0, 0}).expectEnd();
  }

  private int listen(Optional<Path> clientAuthority) {
    MqttTls tls =
        new MqttTls(folder.resolve("cert.pem"), folder.resolve("key.pem"), clientAuthority);
    return TestListener.await(server.listener.listen(MqttEndpoint.secure("127.0.0.1", 0, tls)));
  }

  private SSLContext tls(boolean withCertificate) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store("device.p12"), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(withCertificate ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
    return context;
  }

  private KeyStore trusted() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = new FileInputStream(folder.resolve("cert.pem").toFile())) {
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return store;
  }

  private KeyStore store(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(folder.resolve(name).toFile())) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void openssl(String arguments) {
    List<String> command = new java.util.ArrayList<>(List.of(ServerProcess.program("openssl")));
    command.addAll(List.of(arguments.split(" ")));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("openssl.log").toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new AssertionError(java.nio.file.Files.readString(folder.resolve("openssl.log")));
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
