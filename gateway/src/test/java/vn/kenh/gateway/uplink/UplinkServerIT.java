package vn.kenh.gateway.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.gateway.mqtt.ConnectionListener;
import vn.kenh.gateway.mqtt.DisconnectReason;
import vn.kenh.gateway.mqtt.Identity;
import vn.kenh.gateway.mqtt.InboxFullException;
import vn.kenh.gateway.mqtt.MqttEndpoint;
import vn.kenh.gateway.mqtt.MqttLimits;
import vn.kenh.gateway.mqtt.MqttListener;
import vn.kenh.gateway.mqtt.MqttTls;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolGroup;
import vn.kenh.gateway.spool.SpoolOptions;
import vn.kenh.testing.ServerProcess;

/** The uplink against our own listener: what it refuses, what it cannot take, and TLS. */
final class UplinkServerIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final List<String> topics = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final AtomicInteger connects = new AtomicInteger();
  private volatile boolean gatewayKnown = true;
  private volatile boolean roomForPictures = true;
  private PictureSource pictures = PictureSource.NONE;
  private MqttListener server;
  private Quarantine quarantine;
  private Spool spool;

  @BeforeEach
  void open() {
    Clock clock = Clock.systemUTC();
    server =
        new MqttListener(
            vertx,
            MqttLimits.defaults(),
            (user, token) -> Optional.of(new Gateway(user)),
            (message, onDurable) -> {
              if (!roomForPictures && message.topic().contains("/snapshot/")) {
                throw new InboxFullException("too many pictures");
              }
              topics.add(message.topic());
              onDurable.run();
            },
            new ConnectionListener() {
              @Override
              public void connected(Identity identity) {
                connects.incrementAndGet();
              }

              @Override
              public void disconnected(Identity identity, DisconnectReason reason) {}
            },
            clock);
    quarantine =
        Quarantine.open(folder.resolve("quarantine.db"), QuarantineOptions.defaults(), clock);
    spool = Spool.open(folder.resolve("spool"), SpoolOptions.defaults(), quarantine, clock);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
    spool.close();
    quarantine.close();
    await(server.close());
    await(vertx.close());
  }

  @Test
  void aRefusedMessageOfOneDeviceIsSetAsideAndTheOthersGoOn() throws Exception {
    message("kenh/stranger/status", "online".getBytes(UTF_8));
    message("kenh/camera/status", "online".getBytes(UTF_8));
    frame();
    Uplink uplink = uplink(await(server.listen(MqttEndpoint.plain("127.0.0.1", 0))));
    Awaitility.await().atMost(LONG).until(() -> spool.ledger().readingsPending() == 0);
    Awaitility.await().atMost(LONG).until(() -> quarantine.size() == 1);
    assertThat(topics).containsOnlyOnce("kenh/camera/status", "kenh/g1/frame");
    QuarantineItem item = quarantine.list(10, 0).get(0);
    assertThat(item.topic()).isEqualTo("kenh/stranger/status");
    assertThat(item.error()).contains("135", "registered there behind gateway g1");
    assertThat(item.payload()).asString(UTF_8).isEqualTo("online");
    assertThat(uplink.isConnected()).isTrue();
  }

  @Test
  void aRefusedFrameIsKeptUntilTheServerTakesIt() throws Exception {
    gatewayKnown = false;
    frame();
    Uplink uplink = uplink(await(server.listen(MqttEndpoint.plain("127.0.0.1", 0))));
    Awaitility.await().atMost(LONG).until(() -> server.gauges().publishesRefused() >= 2);
    assertThat(spool.ledger().readingsPending()).isEqualTo(1);
    gatewayKnown = true;
    Awaitility.await().atMost(LONG).until(() -> spool.ledger().readingsPending() == 0);
    assertThat(uplink.acknowledged()).isEqualTo(1);
    assertThat(quarantine.size()).isZero();
  }

  @Test
  void aMessageLargerThanTheServerTakesIsSetAsideAndTheOthersGoOn() throws Exception {
    message("kenh/camera/snapshot/17", new byte[3 << 20]);
    frame();
    uplink(await(server.listen(MqttEndpoint.plain("127.0.0.1", 0))));
    Awaitility.await().atMost(LONG).until(() -> spool.ledger().readingsPending() == 0);
    assertThat(topics).containsExactly("kenh/g1/frame");
    assertThat(quarantine.list(10, 0).get(0).error()).contains("larger than");
  }

  @Test
  void aPictureTheServerHasNoRoomForWaitsAndReadingsGoOnOverTheSameConnection() throws Exception {
    roomForPictures = false;
    AtomicBoolean delivered = new AtomicBoolean();
    OutgoingPicture picture =
        new OutgoingPicture("kenh/camera/snapshot/17", new byte[100], () -> delivered.set(true));
    pictures = () -> delivered.get() ? Optional.empty() : Optional.of(picture);
    uplink(await(server.listen(MqttEndpoint.plain("127.0.0.1", 0))));
    Awaitility.await().atMost(LONG).until(() -> server.gauges().publishesRefused() >= 2);
    frame();
    Awaitility.await().atMost(LONG).until(() -> spool.ledger().readingsPending() == 0);
    assertThat(delivered).isFalse();
    roomForPictures = true;
    Awaitility.await().atMost(LONG).untilTrue(delivered);
    assertThat(topics).containsExactly("kenh/g1/frame", "kenh/camera/snapshot/17");
    assertThat(connects).hasValue(1);
  }

  @Test
  void theProgramSendsOverTlsToAServerItTrusts() throws Exception {
    run(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext"
            + " subjectAltName=DNS:localhost -keyout key.pem -out cert.pem");
    run(
        Path.of(System.getProperty("java.home"), "bin", "keytool")
            + " -importcert -noprompt -file cert.pem -keystore trusted.p12 -storepass secret"
            + " -alias server");
    MqttTls tls =
        new MqttTls(folder.resolve("cert.pem"), folder.resolve("key.pem"), Optional.empty());
    int port = await(server.listen(MqttEndpoint.secure("127.0.0.1", 0, tls)));
    spool.append(SpoolGroup.message("kenh/camera/status", new byte[] {1}, () -> {}));
    spool.close();
    try (ServerProcess gateway =
        ServerProcess.start(
            folder.resolve("gateway.log"),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.trustStore=" + folder.resolve("trusted.p12"),
                "-Djavax.net.ssl.trustStorePassword=secret",
                "-jar",
                Path.of(System.getProperty("kenh.root"), "gateway/target/kenh-gateway.jar")
                    .toString(),
                "--data-dir=" + folder,
                "--mqtt-host=127.0.0.1",
                "--mqtt-port=0",
                "--server-url=mqtts://localhost:" + port,
                "--id=g1",
                "--token=t"))) {
      Awaitility.await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(topics).as(gateway.log()).contains("kenh/camera/status"));
    }
  }

  private void frame() {
    byte[] line = "telemetry,device=camera x=1 1763794800000\n".getBytes(UTF_8);
    spool.append(SpoolGroup.frame(line, 1, () -> {}));
  }

  private void message(String topic, byte[] payload) {
    spool.append(SpoolGroup.message(topic, payload, () -> {}));
  }

  private Uplink uplink(int port) {
    UplinkOptions options =
        UplinkOptions.of("mqtt://127.0.0.1:" + port, "g1", "token")
            .withDelays(Duration.ofMillis(50), Duration.ofMillis(500));
    Uplink uplink =
        new Uplink(
            spool, quarantine, options, Downlink.NONE, pictures, Clock.systemUTC(), new Random(1));
    parts.add(uplink);
    uplink.start();
    return uplink;
  }

  private void run(String command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    if (!words.get(0).startsWith("/")) {
      words.set(0, ServerProcess.program(words.get(0)));
    }
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("tools.log").toFile())
            .start();
    assertThat(process.waitFor()).as(command).isZero();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** Speaks for itself, if the server knows it, and for the device {@code camera}. */
  private final class Gateway implements Identity {
    private final String device;

    Gateway(String device) {
      this.device = device;
    }

    @Override
    public String device() {
      return gatewayKnown ? device : "nobody";
    }

    @Override
    public boolean speaksFor(String other) {
      return other.equals("camera");
    }
  }
}
