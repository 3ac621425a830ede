package vn.kenh.sim;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Hears everything that passes a broker, and can send. */
final class Listener implements AutoCloseable, MqttCallback {

  record Heard(String topic, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final MqttAsyncClient client;

  Listener(Broker broker) throws MqttException {
    client =
        new MqttAsyncClient(
            "tcp://127.0.0.1:" + broker.port(), "listener", new MemoryPersistence());
    client.setCallback(this);
    client.connect(new MqttConnectionOptions()).waitForCompletion(10_000);
    client.subscribe("kenh/#", 1).waitForCompletion(10_000);
  }

  void send(String topic, String payload) throws MqttException {
    client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, false);
  }

  List<String> on(String topic) {
    return heard.stream().filter(h -> h.topic().equals(topic)).map(Heard::text).toList();
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 1000, true);
    client.close(true);
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    heard.add(new Heard(topic, message.getPayload()));
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
