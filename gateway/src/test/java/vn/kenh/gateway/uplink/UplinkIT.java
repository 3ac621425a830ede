package vn.kenh.gateway.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.gateway.spool.Counter;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolGroup;
import vn.kenh.gateway.spool.SpoolOptions;
import vn.kenh.testing.Mosquitto;

final class UplinkIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final Set<String> arrived = ConcurrentHashMap.newKeySet();
  private final List<MqttClient> closing = new ArrayList<>();
  private Mosquitto server;
  private Quarantine quarantine;
  private Spool spool;
  private Uplink uplink;
  private int appended;

  @BeforeEach
  void open() {
    server = Mosquitto.start(folder.resolve("mosquitto"));
    Clock clock = Clock.systemUTC();
    quarantine =
        Quarantine.open(folder.resolve("quarantine.db"), QuarantineOptions.defaults(), clock);
    spool = Spool.open(folder.resolve("spool"), SpoolOptions.defaults(), quarantine, clock);
    UplinkOptions options =
        UplinkOptions.of(server.url(), "g1", "token")
            .withDelays(Duration.ofMillis(50), Duration.ofMillis(500));
    uplink =
        new Uplink(
            spool, quarantine, options, Downlink.NONE, PictureSource.NONE, clock, new Random(1));
  }

  @AfterEach
  void close() throws Exception {
    for (MqttClient client : closing) {
      if (client.isConnected()) {
        client.disconnect();
      }
      client.close();
    }
    uplink.close();
    spool.close();
    quarantine.close();
    server.close();
  }

  @Test
  void everyReadingArrivesAlthoughTheServerGoesAwayAgainAndAgain() throws Exception {
    MqttClient subscriber = subscriber();
    uplink.start();
    for (int round = 0; round < 4; round++) {
      append(2_000);
      // Asked to end, Mosquitto writes down what it has acknowledged; killed, it would not.
      server.close();
      append(2_000);
      server.restart();
      reconnect(subscriber);
    }
    Awaitility.await().atMost(LONG).until(() -> spool.ledger().readingsPending() == 0);
    Awaitility.await().atMost(LONG).until(() -> arrived.size() == appended);
    assertThat(spool.ledger().get(Counter.READINGS_STORED)).isEqualTo(appended);
  }

  @Test
  void readingsWaitForAServerThatIsNotThereYet() throws Exception {
    server.close();
    append(100);
    uplink.start();
    Awaitility.await().during(Duration.ofMillis(500)).until(() -> !uplink.isConnected());
    assertThat(spool.ledger().readingsPending()).isEqualTo(100);
    server.restart();
    Awaitility.await().atMost(LONG).until(() -> spool.ledger().readingsPending() == 0);
  }

  @Test
  void aRelayedMessageKeepsItsTopicAndBytes() throws Exception {
    MqttClient subscriber = subscriber();
    uplink.start();
    spool.append(SpoolGroup.message("kenh/cam/snapshot/17", "picture\n".getBytes(UTF_8), () -> {}));
    Awaitility.await().atMost(LONG).until(() -> arrived.contains("kenh/cam/snapshot/17 picture"));
    assertThat(subscriber.isConnected()).isTrue();
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      String line = "telemetry,device=d x=" + appended++ + " 1763794800000\n";
      spool.append(SpoolGroup.frame(line.getBytes(UTF_8), 1, () -> {}));
    }
  }

  private MqttClient subscriber() throws Exception {
    MqttClient client =
        new MqttClient(
            server.url().replace("mqtt:", "tcp:"), "subscriber", new MemoryPersistence());
    client.setCallback(new Receiver());
    closing.add(client);
    reconnect(client);
    client.subscribe("kenh/#", 1);
    return client;
  }

  private static void reconnect(MqttClient client) throws Exception {
    Awaitility.await().until(() -> !client.isConnected());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(false);
    options.setSessionExpiryInterval(3_600L);
    options.setAutomaticReconnect(false);
    // On a busy machine the broker may answer before it is quite there, and hang up again.
    Awaitility.await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(MqttException.class)
        .until(
            () -> {
              if (!client.isConnected()) {
                client.connect(options);
              }
              return client.isConnected();
            });
  }

  private void received(String topic, byte[] payload) {
    if (topic.equals("kenh/g1/frame")) {
      unpack(payload).lines().forEach(arrived::add);
    } else {
      arrived.add(topic + " " + new String(payload, UTF_8).strip());
    }
  }

  private static String unpack(byte[] payload) {
    try (ZstdInputStream stream = new ZstdInputStream(new ByteArrayInputStream(payload))) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Receiver implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      received(topic, message.getPayload());
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
