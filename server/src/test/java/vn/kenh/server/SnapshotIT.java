package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.camera.TestPictures;

/** From a camera's publish to the picture in a browser. */
final class SnapshotIT {

  private static final long TIME = 1_790_000_000_000L;

  @TempDir private static Path folder;
  private static RunningServer server;
  private static MqttClient camera;

  @BeforeAll
  static void start() throws Exception {
    server = new RunningServer(ServerSettings.embedded(folder));
    String token =
        server
            .create("/api/v1/devices", "{\"id\":\"cam\",\"kind\":\"camera\"}")
            .get("token")
            .asText();
    String address = "tcp://127.0.0.1:" + server.server().mqttPort();
    camera = new MqttClient(address, "cam", new MemoryPersistence());
    camera.setTimeToWait(20_000);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName("cam");
    options.setPassword(token.getBytes(StandardCharsets.UTF_8));
    camera.connect(options);
  }

  @AfterAll
  static void stop() throws Exception {
    camera.disconnect();
    camera.close();
    server.close();
  }

  @Test
  void aPublishedPictureIsThereWhenItIsAcknowledged() throws Exception {
    byte[] picture = TestPictures.jpeg(800, 600, 1);
    publish("kenh/cam/snapshot/" + TIME, picture, List.of());
    JsonNode found = only(TIME);
    HttpResponse<byte[]> shown =
        server
            .client()
            .send(server.request(found.get("url").asText()).build(), BodyHandlers.ofByteArray());
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).isEqualTo(picture);
  }

  @Test
  void theUserPropertyTellsWhenAPictureWasTaken() throws Exception {
    UserProperty time = new UserProperty("time", Long.toString(TIME + 60_000));
    publish("kenh/cam/snapshot", TestPictures.png(80, 60, 2), List.of(time));
    assertThat(only(TIME + 60_000).get("type").asText()).isEqualTo("image/png");
  }

  @Test
  void aPictureOfTwoMebibytesComesThrough() throws Exception {
    // What follows the end of a JPEG is no part of the picture, and cameras do pad.
    byte[] picture = Arrays.copyOf(TestPictures.jpeg(320, 240, 3), 2 * 1024 * 1024);
    publish("kenh/cam/snapshot/" + (TIME + 120_000), picture, List.of());
    assertThat(only(TIME + 120_000).get("bytes").asInt()).isEqualTo(2 * 1024 * 1024);
  }

  @Test
  void whatIsNoPictureIsAcknowledgedAndQuarantined() throws Exception {
    byte[] text = "not a picture".getBytes(StandardCharsets.UTF_8);
    publish("kenh/cam/snapshot", text, List.of());
    JsonNode items = server.json("/api/v1/quarantine?limit=1000").get("items");
    assertThat(items).hasSize(1);
    assertThat(items.get(0).get("device").asText()).isEqualTo("cam");
    assertThat(items.get(0).get("error").asText()).contains("neither JPEG nor PNG");
    assertThat(Base64.getDecoder().decode(items.get(0).get("payload_base64").asText()))
        .isEqualTo(text);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(server.get("/metrics").body())
                    .contains("kenh_snapshots_quarantined_total 1"));
  }

  /** The one picture taken at a time; no waiting, for the publish has been acknowledged. */
  private static JsonNode only(long time) {
    JsonNode items =
        server
            .json("/api/v1/devices/cam/snapshots?from=" + time + "&to=" + (time + 1))
            .get("items");
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private static void publish(String topic, byte[] payload, List<UserProperty> properties)
      throws Exception {
    MqttMessage message = new MqttMessage(payload);
    message.setQos(1);
    MqttProperties more = new MqttProperties();
    more.setUserProperties(properties);
    message.setProperties(more);
    camera.publish(topic, message);
  }
}
