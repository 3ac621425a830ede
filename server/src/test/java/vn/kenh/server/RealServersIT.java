package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.testing.InfluxServer;
import vn.kenh.testing.Mosquitto;
import vn.kenh.testing.PostgresServer;

/** One server on PostgreSQL and InfluxDB, reading from a broker that was there before it. */
final class RealServersIT {

  @Test
  void readingsOfABrokerArriveInInfluxDb(@TempDir Path folder) throws Exception {
    try (PostgresServer postgres = PostgresServer.start();
        InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
        Mosquitto mosquitto = Mosquitto.start(folder.resolve("mosquitto"));
        RunningServer server =
            new RunningServer(
                settings(
                    folder.resolve("data"), postgres.jdbcUrl(), influx.url(), mosquitto.url()))) {
      server.create("/api/v1/farms", "{\"id\":\"f1\",\"name\":\"a\",\"province\":\"b\"}");
      server.create(
          "/api/v1/plots",
          "{\"id\":\"p1\",\"farm\":\"f1\",\"name\":\"a\",\"crop\":\"b\",\"area_m2\":1500}");
      server.create("/api/v1/devices", "{\"id\":\"d1\",\"plot\":\"p1\",\"kind\":\"drip\"}");
      server.post("/api/v1/devices/d1/commands", "{\"command\":\"valve.close\"}");

      MqttClient device =
          new MqttClient(mosquitto.url().replace("mqtt:", "tcp:"), "d1", new MemoryPersistence());
      device.connect();
      String query = "/api/v1/readings?plot=p1&metric=soil_moisture";
      MqttMessage message =
          new MqttMessage("{\"soil_moisture\":31.4}".getBytes(StandardCharsets.UTF_8));
      message.setQos(1);
      // The server subscribes in its own time; what was published before that is not its to have.
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                device.publish("kenh/d1/telemetry", message);
                return !server.json(query).get("points").isEmpty();
              });
      String address = mosquitto.url().replace("mqtt:", "tcp:");
      assertThat(
              server
                  .json("/health/ready")
                  .get("parts")
                  .get("broker " + address)
                  .get("up")
                  .asBoolean())
          .isTrue();
      assertThat(server.get("/metrics").body())
          .contains("kenh_broker_subscribed{broker=\"" + address + "\"} 1.0");
      device.disconnect();
      device.close();
      assertThat(server.json(query).at("/points/0/1").asDouble()).isEqualTo(31.4);
      assertThat(server.send(server.anonymous("/health/ready")).statusCode()).isEqualTo(200);
    }
  }

  private static ServerSettings settings(
      Path folder, String database, String influx, String broker) {
    ServerSettings embedded = ServerSettings.embedded(folder);
    return new ServerSettings(
        folder,
        embedded.http(),
        Optional.empty(),
        embedded.mqtt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new ServerSettings.Influx(
                influx, "kenh", Optional.empty(), Optional.empty(), Optional.empty())),
        Optional.of(database),
        List.of(URI.create(broker)),
        List.of("kenh/#"),
        Optional.empty(),
        false,
        Optional.empty(),
        embedded.spoolLimitBytes());
  }
}
