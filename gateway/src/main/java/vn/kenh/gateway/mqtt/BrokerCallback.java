package vn.kenh.gateway.mqtt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/** Tells a {@link BrokerSubscription} what happens on one of its connections. */
final class BrokerCallback implements MqttCallback {

  private final MqttAsyncClient client;
  private final BrokerSubscription subscription;

  BrokerCallback(MqttAsyncClient client, BrokerSubscription subscription) {
    this.client = client;
    this.subscription = subscription;
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    subscription.arrived(
        client,
        message.getId(),
        message.getQos(),
        topic,
        message.getPayload(),
        userProperties(message.getProperties()));
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    subscription.lost(client, String.valueOf(response));
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    subscription.lost(client, exception.toString());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}

  private static Map<String, String> userProperties(@Nullable MqttProperties properties) {
    List<UserProperty> all = properties == null ? List.of() : properties.getUserProperties();
    if (all.isEmpty()) {
      return Map.of();
    }
    Map<String, String> byName = new HashMap<>();
    all.forEach(property -> byName.put(property.getKey(), property.getValue()));
    return Map.copyOf(byName);
  }
}
