package vn.kenh.server.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.testing.FarmGateway;
import vn.kenh.server.testing.KenhServer;

/** The whole way, all of it as shipped: device, farm gateway, server, store. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class FarmToServerIT {

  private static final int DEVICES = 8;
  private static final int ROUNDS = 6;
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final Publishers publishers = new Publishers(DEVICES);

  @BeforeEach
  void introduceDevicesToTheGateway() throws IOException {
    for (Publishers.Device device : publishers.devices()) {
      FarmGateway.admit(devicesFile(), device.id(), "any");
    }
  }

  @Test
  @SuppressWarnings("try") // the load runs for as long as the block does
  void whatTheGatewayAcknowledgedIsStoredOnceHoweverOftenEitherDies() {
    Random random = new Random(11);
    try (KenhServer server = KenhServer.start(folder);
        FarmGateway gateway = gateway(server, register(server))) {
      for (int round = 0; round < ROUNDS; round++) {
        try (Publishers.Load load = publishers.connect(gateway.mqttPort())) {
          awaitMoreAcknowledged(1 + random.nextInt(8_000));
          if (random.nextBoolean()) {
            server.kill();
            awaitMoreAcknowledged(1 + random.nextInt(8_000));
          }
          if (random.nextBoolean()) {
            gateway.kill();
          }
        }
        if (!server.isAlive()) {
          server.restart();
        }
        if (!gateway.isAlive()) {
          gateway.restart();
        }
      }
      Awaitility.await("everything stored")
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> StoredReadings.matchAcknowledged(server, publishers));
      server.awaitDrained(LONG);
      StoredReadings.booksBalance(server);
      assertThat(server.metric("kenh_messages_quarantined_total")).isZero();
      assertThat(server.metric("kenh_values_quarantined_total")).isZero();
    }
  }

  @Test
  @SuppressWarnings("try") // the load runs for as long as the block does
  void aDeviceThatIsNotBehindTheGatewayStopsNobodyElse() throws Exception {
    FarmGateway.admit(devicesFile(), "stranger", "any");
    try (KenhServer server = KenhServer.start(folder)) {
      String token = register(server);
      server.postJson(
          "/api/v1/devices", "{\"id\":\"stranger\",\"plot\":\"plot-1\",\"kind\":\"camera\"}", 201);
      try (FarmGateway gateway = gateway(server, token)) {
        publish(gateway, "stranger", "kenh/stranger/status", "online");
        publish(gateway, "stranger", "kenh/stranger/telemetry", "{\"soil_ph\":6.5}");
        try (Publishers.Load load = publishers.connect(gateway.mqttPort())) {
          awaitMoreAcknowledged(2_000);
        }
        Awaitility.await("everything else stored")
            .atMost(LONG)
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(() -> StoredReadings.matchAcknowledged(server, publishers));
        Awaitility.await("the stranger's reading set aside")
            .atMost(LONG)
            .untilAsserted(() -> assertThat(quarantined(server)).contains("not registered behind"));
        assertThat(server.csv("device=stranger&metric=soil_ph&from=0&to=4102444800000")).isEmpty();
        assertThat(gateway.log()).contains("kenh/stranger/status");
      }
    }
  }

  private FarmGateway gateway(KenhServer server, String token) {
    return FarmGateway.start(
        folder.resolve("gateway"), server.mqttPort(), "gw", token, devicesFile());
  }

  private Path devicesFile() {
    return folder.resolve("devices");
  }

  /** Registers the gateway and the devices behind it; returns the gateway's token. */
  private String register(KenhServer server) {
    server.postJson(
        "/api/v1/farms", "{\"id\":\"farm-1\",\"name\":\"Vườn\",\"province\":\"Đồng Tháp\"}", 201);
    server.postJson(
        "/api/v1/plots",
        "{\"id\":\"plot-1\",\"farm\":\"farm-1\",\"name\":\"Lô 1\",\"crop\":\"durian\",\"area_m2\":5000}",
        201);
    JsonNode gateway =
        server.postJson(
            "/api/v1/devices", "{\"id\":\"gw\",\"plot\":\"plot-1\",\"kind\":\"gateway\"}", 201);
    for (Publishers.Device device : publishers.devices()) {
      server.postJson(
          "/api/v1/devices",
          "{\"id\":\"%s\",\"plot\":\"plot-1\",\"kind\":\"drip\",\"gateway\":\"gw\"}"
              .formatted(device.id()),
          201);
    }
    return gateway.get("token").asText();
  }

  private static String quarantined(KenhServer server) {
    return server.getJson("/api/v1/quarantine?limit=100").toString();
  }

  private static void publish(FarmGateway gateway, String device, String topic, String payload)
      throws Exception {
    MqttClient client =
        new MqttClient("tcp://127.0.0.1:" + gateway.mqttPort(), device, new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(device);
    options.setPassword("any".getBytes(UTF_8));
    client.connect(options);
    client.publish(topic, payload.getBytes(UTF_8), 1, false);
    client.disconnect();
    client.close();
  }

  private void awaitMoreAcknowledged(long more) {
    long goal = publishers.acknowledged() + more;
    Awaitility.await(more + " more acknowledgements")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> publishers.acknowledged() >= goal);
  }
}
