package vn.kenh.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.testing.Mosquitto;
import vn.kenh.testing.ServerProcess;

/** The program as it is shipped, with Mosquitto in place of the server. */
final class GatewayIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private int launches;

  @Test
  void whatADevicePublishedReachesTheServerAlthoughTheGatewayIsKilled() throws Exception {
    Path devices = folder.resolve("devices");
    Files.writeString(devices, "# the farm\np1:" + sha256("secret") + "\n");
    Set<String> arrived = new TreeSet<>();
    try (Mosquitto server = Mosquitto.start(folder.resolve("mosquitto"))) {
      ConcurrentLinkedQueue<byte[]> frames = new ConcurrentLinkedQueue<>();
      MqttClient subscriber = subscriber(server, frames);
      int published = 0;
      for (int round = 0; round < 3; round++) {
        try (ServerProcess gateway = launch(server, devices)) {
          MqttClient device = device(port(gateway), "p1", "secret");
          for (int i = 0; i < 50; i++) {
            String json = "{\"time\":" + (1_763_794_800_000L + published++) + ",\"soil_ph\":6.5}";
            device.publish("kenh/p1/telemetry", json.getBytes(UTF_8), 1, false);
          }
          gateway.kill();
          device.close(true);
        }
      }
      try (ServerProcess gateway = launch(server, devices)) {
        int all = published;
        Awaitility.await()
            .atMost(LONG)
            .until(
                () -> {
                  for (byte[] frame = frames.poll(); frame != null; frame = frames.poll()) {
                    unpack(frame).lines().forEach(arrived::add);
                  }
                  return arrived.size() == all;
                });
        assertThat(gateway.isAlive()).isTrue();
      }
      subscriber.disconnect();
      subscriber.close();
    }
    assertThat(arrived).first().isEqualTo("telemetry,device=p1 soil_ph=6.5 1763794800000");
  }

  @Test
  @SuppressWarnings("try") // closed early on purpose: how it ends is what is tested
  void strangersAreRefusedAndTheProgramEndsInGoodOrder() throws Exception {
    try (Mosquitto server = Mosquitto.start(folder.resolve("mosquitto"));
        ServerProcess gateway = launch(server, Files.createFile(folder.resolve("devices")))) {
      int port = port(gateway);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> device(port, "p1", "guess"))
          .isInstanceOf(MqttException.class);
      gateway.close();
      assertThat(gateway.awaitExit()).isZero();
    }
  }

  @Test
  void aDeviceThatIsTakenOffTheListIsDisconnected() throws Exception {
    Path devices = folder.resolve("devices");
    String stays = "stays:" + sha256("secret") + "\n";
    Files.writeString(devices, stays + "goes:" + sha256("secret") + "\n");
    try (Mosquitto server = Mosquitto.start(folder.resolve("mosquitto"));
        ServerProcess gateway = launch(server, devices)) {
      int port = port(gateway);
      MqttClient staying = device(port, "stays", "secret");
      MqttClient going = device(port, "goes", "secret");
      Files.writeString(devices, stays);
      Awaitility.await().atMost(LONG).until(() -> !going.isConnected());
      assertThat(staying.isConnected()).isTrue();
      going.close(true);
      staying.disconnect();
      staying.close();
    }
  }

  @Test
  void aDataFolderInUseIsRefusedWithAnExplanation() throws Exception {
    try (Mosquitto server = Mosquitto.start(folder.resolve("mosquitto"));
        ServerProcess gateway = launch(server, Files.createFile(folder.resolve("devices")))) {
      assertThat(port(gateway)).isPositive();
      ServerProcess second = launch(server, folder.resolve("devices"));
      assertThat(second.awaitExit()).isEqualTo(1);
      assertThat(second.log()).contains("in use by another process");
    }
  }

  private ServerProcess launch(Mosquitto server, Path devices) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-jar",
            Path.of(System.getProperty("kenh.root"), "gateway/target/kenh-gateway.jar").toString(),
            "--data-dir",
            folder.resolve("data").toString(),
            "--mqtt-host",
            "127.0.0.1",
            "--mqtt-port",
            "0",
            "--server-url",
            server.url(),
            "--id",
            "g1",
            "--token",
            "gateway-token",
            "--devices",
            devices.toString()));
    return ServerProcess.start(folder.resolve("gateway-" + launches++ + ".log"), command);
  }

  private static int port(ServerProcess gateway) {
    String line = gateway.awaitLine("listening mqtt=");
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
  }

  private static MqttClient device(int port, String id, String token) throws MqttException {
    MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(id);
    options.setPassword(token.getBytes(UTF_8));
    options.setAutomaticReconnect(false);
    try {
      client.connect(options);
    } catch (MqttException e) {
      client.close(true);
      throw e;
    }
    return client;
  }

  private static MqttClient subscriber(Mosquitto server, ConcurrentLinkedQueue<byte[]> frames)
      throws MqttException {
    MqttClient client =
        new MqttClient(
            server.url().replace("mqtt:", "tcp:"), "subscriber", new MemoryPersistence());
    client.setCallback(new FrameReceiver(frames));
    client.connect();
    client.subscribe("kenh/g1/frame", 1);
    return client;
  }

  private static String unpack(byte[] frame) throws Exception {
    try (ZstdInputStream stream = new ZstdInputStream(new ByteArrayInputStream(frame))) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  private static String sha256(String token) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
  }

  private record FrameReceiver(ConcurrentLinkedQueue<byte[]> frames)
      implements org.eclipse.paho.mqttv5.client.MqttCallback {

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      frames.add(message.getPayload());
    }

    @Override
    public void disconnected(org.eclipse.paho.mqttv5.client.MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(org.eclipse.paho.mqttv5.client.IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
