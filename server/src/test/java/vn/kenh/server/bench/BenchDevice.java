package vn.kenh.server.bench;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** One device that publishes and waits for each PUBACK. */
final class BenchDevice implements AutoCloseable {

  private final MqttClient client;
  private final String id;

  private BenchDevice(MqttClient client, String id) {
    this.client = client;
    this.id = id;
  }

  static BenchDevice connect(int port, String id) throws MqttException {
    MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(id);
    options.setPassword("any".getBytes(StandardCharsets.UTF_8));
    client.connect(options);
    return new BenchDevice(client, id);
  }

  void publish(String kind, byte[] payload) throws MqttException {
    client.publish("kenh/" + id + "/" + kind, payload, 1, false);
  }

  @Override
  public void close() throws MqttException {
    client.disconnect();
    client.close();
  }
}
