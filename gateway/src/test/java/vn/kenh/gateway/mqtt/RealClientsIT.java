package vn.kenh.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.kenh.testing.ServerProcess;

/** Clients that others wrote, in every version and quality of service. */
final class RealClientsIT {

  private final TestListener server = new TestListener();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "mqttv31, 0",
    "mqttv31, 1",
    "mqttv31, 2",
    "mqttv311, 0",
    "mqttv311, 1",
    "mqttv311, 2",
    "mqttv5, 0",
    "mqttv5, 1",
    "mqttv5, 2"
  })
  void mosquittoPublishes(String version, int qos) {
    String topic = "kenh/d1/telemetry";
    assertThat(mosquitto("mosquitto_pub", version, qos, topic, "-m", "hello").awaitExit()).isZero();
    await().until(() -> server.inbox.payloads().equals(List.of("hello")));
  }

  @ParameterizedTest
  @CsvSource({"mqttv31, 1", "mqttv311, 0", "mqttv311, 1", "mqttv311, 2", "mqttv5, 1", "mqttv5, 2"})
  void mosquittoSubscribes(String version, int qos) {
    ServerProcess subscriber =
        mosquitto("mosquitto_sub", version, qos, "kenh/d1/command", "-C", "2");
    for (String payload : List.of("first", "second")) {
      await()
          .until(
              () ->
                  server
                      .listener
                      .publish("kenh/d1/command", payload.getBytes(UTF_8), qos)
                      .reached());
    }
    assertThat(subscriber.awaitExit()).isZero();
    assertThat(subscriber.log().lines()).containsExactly("first", "second");
  }

  @Test
  void mosquittoIsToldThatItsPasswordIsWrong() {
    ServerProcess client =
        mosquitto("mosquitto_pub", "mqttv311", 1, "kenh/d1/telemetry", "-m", "x", "-P", "wrong");
    assertThat(client.awaitExit()).isNotZero();
    assertThat(client.log()).containsIgnoringCase("bad user name or password");
  }

  @Test
  void pahoPublishesAndSubscribes() throws MqttException {
    List<String> commands = new CopyOnWriteArrayList<>();
    MqttClient client =
        new MqttClient("tcp://127.0.0.1:" + server.port, "paho", new MemoryPersistence());
    try {
      MqttConnectionOptions login = new MqttConnectionOptions();
      login.setUserName("d1");
      login.setPassword("t".getBytes(UTF_8));
      login.setSessionExpiryInterval(60L);
      client.connect(login);
      for (int qos = 0; qos <= 2; qos++) {
        client.publish(
            "kenh/d1/telemetry", new MqttMessage(("q" + qos).getBytes(UTF_8), qos, false, null));
      }
      await().until(() -> server.inbox.payloads().equals(List.of("q0", "q1", "q2")));
      client.setCallback(new PahoCommands(commands));
      client.subscribe("kenh/d1/command", 1);
      server.listener.publish("kenh/d1/command", "open".getBytes(UTF_8), 1);
      await().until(() -> commands.equals(List.of("open")));
      client.disconnect();
    } finally {
      client.close();
    }
  }

  private ServerProcess mosquitto(
      String program, String version, int qos, String topic, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ServerProcess.program(program),
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(server.port),
                "-V",
                version,
                "-q",
                String.valueOf(qos),
                "-u",
                "d1",
                "-t",
                topic,
                "-P",
                "t"));
    command.addAll(List.of(more));
    return ServerProcess.start(folder.resolve(program + ".log"), command);
  }
}
