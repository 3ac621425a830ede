package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a device's publish to everything that is asked for over HTTP. */
final class EndToEndIT {

  private static final long TIME = 1_790_000_000_000L;

  @TempDir private static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(ServerSettings.embedded(folder));
    server.create("/api/v1/farms", "{\"id\":\"f1\",\"name\":\"a\",\"province\":\"b\"}");
    server.create(
        "/api/v1/plots",
        "{\"id\":\"p1\",\"farm\":\"f1\",\"name\":\"a\",\"crop\":\"b\",\"area_m2\":1500}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatADevicePublishesIsReadBack() throws Exception {
    String token = register("d-read");
    try (Device device = new Device("d-read", token, "")) {
      device.publish(
          "telemetry",
          "[{\"time\":"
              + TIME
              + ",\"soil_moisture\":31.4,\"valve_open\":true},"
              + "{\"time\":"
              + (TIME + 60_000)
              + ",\"soil_moisture\":31.5}]");
      String query = "/api/v1/readings?device=d-read&from=" + TIME + "&to=" + (TIME + 3_600_000);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> server.json(query + "&metric=soil_moisture").get("points").size() == 2);
      JsonNode series = server.json(query + "&metric=soil_moisture");
      assertThat(series.get("unit").asText()).isEqualTo("%");
      assertThat(series.get("points").get(0).get(0).asLong()).isEqualTo(TIME);
      assertThat(series.get("points").get(0).get(1).asDouble()).isEqualTo(31.4);

      HttpResponse<String> csv = server.send(server.request(query).header("Accept", "text/csv"));
      assertThat(csv.headers().firstValue("content-type")).contains("text/csv; charset=utf-8");
      assertThat(csv.body().lines())
          .startsWith("time,device,metric,value")
          .contains(
              TIME + ",d-read,soil_moisture,31.4",
              TIME + ",d-read,valve_open,1.0",
              (TIME + 60_000) + ",d-read,soil_moisture,31.5")
          .hasSize(4);

      JsonNode shown = server.json("/api/v1/devices/d-read");
      assertThat(shown.get("online").asBoolean()).isTrue();
      assertThat(shown.get("last_seen").isNull()).isFalse();
      assertThat(shown.get("clock_skew_ms").isNull()).isFalse();
      assertThat(shown.at("/readings/soil_moisture/value").asDouble()).isEqualTo(31.5);
      assertThat(shown.at("/readings/soil_moisture/unit").asText()).isEqualTo("%");
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !server.json("/api/v1/devices/d-read").get("online").asBoolean());
  }

  @Test
  void readingsAreSeenLive() throws Exception {
    String token = register("d-live");
    HttpResponse<Stream<String>> stream =
        server
            .client()
            .send(
                server.request("/api/v1/live?farm=f1&device=d-live").build(),
                BodyHandlers.ofLines());
    assertThat(stream.headers().firstValue("content-type"))
        .contains("text/event-stream; charset=utf-8");
    try (Device device = new Device("d-live", token, "");
        Stream<String> lines = stream.body()) {
      device.publish("telemetry", "{\"air_temperature\":28.5}");
      String event = lines.filter(line -> line.startsWith("data: ")).findFirst().orElseThrow();
      JsonNode reading = RunningServer.parse(event.substring("data: ".length()));
      assertThat(reading.get("device").asText()).isEqualTo("d-live");
      assertThat(reading.get("plot").asText()).isEqualTo("p1");
      assertThat(reading.get("metric").asText()).isEqualTo("air_temperature");
      assertThat(reading.get("value").asDouble()).isEqualTo(28.5);
    }
  }

  @Test
  void whatNobodyCanReadIsListedAndMayBeTriedAgain() throws Exception {
    String token = register("d-bad");
    try (Device device = new Device("d-bad", token, "")) {
      device.publish("telemetry", "{\"soil_moisture\":");
    }
    JsonNode item =
        await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> quarantined("d-bad"), found -> !found.isMissingNode());
    assertThat(item.get("topic").asText()).isEqualTo("kenh/d-bad/telemetry");
    assertThat(item.get("error").asText()).isNotBlank();
    assertThat(Base64.getDecoder().decode(item.get("payload_base64").asText()))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"soil_moisture\":");
    HttpResponse<String> replay =
        server.post("/api/v1/quarantine/replay", "{\"id\":\"" + item.get("id").asText() + "\"}");
    assertThat(replay.statusCode()).as(replay.body()).isEqualTo(200);
    assertThat(RunningServer.parse(replay.body()).get("failed").asInt()).isEqualTo(1);
  }

  @Test
  void aDeviceWithAWithdrawnTokenIsCutOff() throws Exception {
    String token = register("d-cut");
    try (Device device = new Device("d-cut", token, "")) {
      server.create("/api/v1/devices/d-cut/token", "");
      await().atMost(Duration.ofSeconds(10)).until(() -> !device.client.isConnected());
    }
    assertThatThrownBy(() -> new Device("d-cut", token, "").close())
        .isInstanceOf(MqttException.class);
  }

  @Test
  void devicesConnectThroughTheWebPortToo() throws Exception {
    String token = register("d-ws");
    String address = "ws://127.0.0.1:" + server.server().httpPort() + "/mqtt";
    try (Device device = new Device("d-ws", token, address)) {
      device.publish("telemetry", "{\"soil_ph\":6.5}");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  server.json("/api/v1/devices/d-ws").at("/readings/soil_ph/value").asDouble()
                      == 6.5);
    }
  }

  @Test
  void aCommandWaitsForItsDeviceIsHandedOverAndAnswered() throws Exception {
    String token = register("d-valve");
    HttpResponse<String> posted =
        server.post(
            "/api/v1/devices/d-valve/commands", "{\"command\":\"valve.open\",\"seconds\":600}");
    assertThat(posted.statusCode()).as(posted.body()).isEqualTo(202);
    String id = RunningServer.parse(posted.body()).get("id").asText();
    String path = "/api/v1/devices/d-valve/commands/" + id;
    assertThat(server.json(path).get("state").asText()).isEqualTo("queued");

    try (Device device = new Device("d-valve", token, "")) {
      BlockingQueue<String> received = new LinkedBlockingQueue<>();
      device.client.setCallback(new Received(received));
      device.client.subscribe("kenh/d-valve/command", 1);
      JsonNode command = RunningServer.parse(received.poll(20, TimeUnit.SECONDS));
      assertThat(command.get("id").asText()).isEqualTo(id);
      assertThat(command.get("command").asText()).isEqualTo("valve.open");
      assertThat(command.get("seconds").asInt()).isEqualTo(600);
      assertThat(command.get("expires").asLong()).isGreaterThan(System.currentTimeMillis());
      awaitState(path, "sent");
      device.publish("ack", "{\"id\":\"" + id + "\",\"result\":\"accepted\"}");
      awaitState(path, "accepted");
      device.publish("ack", "{\"id\":\"" + id + "\",\"result\":\"failed\",\"reason\":\"no flow\"}");
      awaitState(path, "failed");
      assertThat(server.json(path).get("reason").asText()).isEqualTo("no flow");
      device.publish("ack", "{\"id\":\"" + id + "\",\"result\":\"done\"}");
      device.publish("ack", "not json");
      assertThat(server.json(path).get("state").asText()).isEqualTo("failed");
    }
  }

  @Test
  void whatIsOpenedMustSayForHowLong() {
    register("d-open");
    String path = "/api/v1/devices/d-open/commands";
    assertThat(server.post(path, "{\"command\":\"valve.open\"}").statusCode()).isEqualTo(422);
    assertThat(server.post(path, "{\"command\":\"explode\"}").statusCode()).isEqualTo(422);
    assertThat(server.get(path + "/none").statusCode()).isEqualTo(404);
  }

  private static void awaitState(String path, String state) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> server.json(path).get("state").asText(), state::equals);
  }

  @Test
  void theBooksBalance() throws Exception {
    String token = register("d-books");
    try (Device device = new Device("d-books", token, "")) {
      for (int i = 0; i < 20; i++) {
        device.publish("telemetry", "{\"time\":" + (TIME + i) + ",\"soil_moisture\":30}");
      }
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              List<String> metrics = server.get("/metrics").body().lines().toList();
              assertThat(value(metrics, "kenh_readings_pending")).isZero();
              assertThat(value(metrics, "kenh_messages_received_total"))
                  .isGreaterThanOrEqualTo(20)
                  .isEqualTo(
                      value(metrics, "kenh_messages_decoded_total")
                          + value(metrics, "kenh_messages_quarantined_total"));
              assertThat(value(metrics, "kenh_readings_spooled_total"))
                  .isEqualTo(
                      value(metrics, "kenh_readings_stored_total")
                          + value(metrics, "kenh_readings_refused_total"));
            });
  }

  private static double value(List<String> metrics, String name) {
    return metrics.stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode quarantined(String device) {
    for (JsonNode item : server.json("/api/v1/quarantine?limit=1000").get("items")) {
      if (item.get("device").asText().equals(device)) {
        return item;
      }
    }
    return RunningServer.JSON.missingNode();
  }

  private static String register(String id) {
    return server
        .create("/api/v1/devices", "{\"id\":\"" + id + "\",\"plot\":\"p1\",\"kind\":\"drip\"}")
        .get("token")
        .asText();
  }

  /** Keeps the payloads that come. */
  private record Received(BlockingQueue<String> payloads) implements MqttCallback {

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      payloads.add(new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String address) {}

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {}
  }

  /** A device with a real MQTT client. */
  private static final class Device implements AutoCloseable {

    private final String id;
    private final MqttClient client;

    Device(String id, String token, String address) throws MqttException {
      this.id = id;
      String tcp = "tcp://127.0.0.1:" + server.server().mqttPort();
      this.client = new MqttClient(address.isEmpty() ? tcp : address, id, new MemoryPersistence());
      client.setTimeToWait(20_000);
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setUserName(id);
      options.setPassword(token.getBytes(StandardCharsets.UTF_8));
      client.connect(options);
    }

    void publish(String kind, String payload) throws MqttException {
      MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
      message.setQos(1);
      client.publish("kenh/" + id + "/" + kind, message);
    }

    @Override
    public void close() throws MqttException {
      if (client.isConnected()) {
        client.disconnect();
      }
      client.close();
    }
  }
}
