package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on a trial: nobody has registered the devices that come. */
final class AnonymousDevicesIT {

  private static final String FRAME = "telemetry,device=behind-1 soil_ph=6.5 1790000000000";

  @TempDir private Path folder;

  @Test
  void whatComesUnregisteredIsShownUnderItsOwnName() throws Exception {
    try (RunningServer server = new RunningServer(settings())) {
      MqttClient device =
          new MqttClient(
              "tcp://127.0.0.1:" + server.server().mqttPort(), "any", new MemoryPersistence());
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setUserName("new-1");
      options.setPassword("whatever".getBytes(StandardCharsets.UTF_8));
      device.connect(options);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> server.get("/api/v1/devices/new-1").statusCode() == 200);
      device.publish("kenh/new-1/telemetry", message("{\"soil_moisture\":31.4}"));
      device.publish("kenh/new-1/frame", message(FRAME));
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> {
                assertThat(
                        server
                            .json("/api/v1/devices/new-1")
                            .at("/readings/soil_moisture/value")
                            .asDouble())
                    .isEqualTo(31.4);
                assertThat(server.get("/api/v1/devices/behind-1").statusCode()).isEqualTo(200);
              });
      assertThat(server.json("/api/v1/devices/new-1").get("kind").asText()).isEqualTo("other");
      assertThat(server.json("/api/v1/devices/new-1").get("plot").isNull()).isTrue();

      device.publish("kenh/new-1/frame", message(FRAME.replace("6.5 17900", "6.6 17901")));
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  server.json("/api/v1/devices/behind-1").at("/readings/soil_ph/value").asDouble()
                      == 6.6);

      server.create("/api/v1/devices", "{\"id\":\"new-1\",\"kind\":\"gateway\"}");
      await().atMost(Duration.ofSeconds(10)).until(() -> !device.isConnected());
      device.close();
    }
  }

  private static MqttMessage message(String text) {
    MqttMessage message = new MqttMessage(text.getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    return message;
  }

  private ServerSettings settings() {
    ServerSettings embedded = ServerSettings.embedded(folder);
    return new ServerSettings(
        folder,
        embedded.http(),
        Optional.empty(),
        embedded.mqtt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        embedded.brokerUrls(),
        embedded.brokerTopics(),
        Optional.empty(),
        true,
        embedded.retention(),
        embedded.spoolLimitBytes());
  }
}
