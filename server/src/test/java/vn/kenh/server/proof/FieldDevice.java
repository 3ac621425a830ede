package vn.kenh.server.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A valve that does what it is told and says so. */
final class FieldDevice implements AutoCloseable {

  private final String id;
  private final MqttClient client;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final ExecutorService answering = Executors.newSingleThreadExecutor();

  /** Connects with any password, and listens for commands. */
  FieldDevice(int port, String id) throws MqttException {
    this.id = id;
    this.client = new MqttClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
    client.setCallback(new Commands(answering));
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(id);
    options.setPassword("any".getBytes(UTF_8));
    client.connect(options);
    client.subscribe("kenh/" + id + "/command", 1);
  }

  /** The ids of the commands it got, in their order. */
  List<String> heard() {
    return heard;
  }

  @Override
  public void close() throws MqttException {
    answering.shutdownNow();
    client.disconnectForcibly(0, 1_000);
    client.close(true);
  }

  private void answer(String command) {
    try {
      for (String result : List.of("accepted", "done")) {
        byte[] answer =
            "{\"id\":\"%s\",\"result\":\"%s\"}".formatted(command, result).getBytes(UTF_8);
        client.publish("kenh/" + id + "/ack", answer, 1, false);
      }
    } catch (MqttException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Commands implements MqttCallback {
    private final ObjectMapper json = new ObjectMapper();
    private final Executor worker;

    Commands(Executor worker) {
      this.worker = worker;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws Exception {
      JsonNode command = json.readTree(message.getPayload());
      heard.add(command.get("id").asText());
      worker.execute(() -> answer(command.get("id").asText()));
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
