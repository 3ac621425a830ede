package vn.kenh.server.doctor;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Whether a broker lets us in. */
public final class BrokerCheck {

  private static final String CLIENT_ID = "kenh-doctor-" + ProcessHandle.current().pid();
  private static final int TIMEOUT_SECONDS = 8;

  private BrokerCheck() {}

  /** Connects to {@code mqtt[s]://[user:password@]host[:port]} and leaves again. */
  public static Finding run(URI broker) {
    boolean tls = "mqtts".equals(broker.getScheme());
    int port = broker.getPort() >= 0 ? broker.getPort() : tls ? 8883 : 1883;
    String address = (tls ? "ssl://" : "tcp://") + broker.getHost() + ":" + port;
    String subject = "broker " + broker.getHost() + ":" + port;
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setConnectionTimeout(TIMEOUT_SECONDS);
    credentials(broker, options);
    try {
      MqttClient client = new MqttClient(address, CLIENT_ID, new MemoryPersistence());
      client.setTimeToWait(TIMEOUT_SECONDS * 1000L);
      try {
        client.connect(options);
        client.disconnect();
      } finally {
        client.close();
      }
      return Finding.good(subject, "lets us in");
    } catch (MqttException e) {
      return Finding.bad(
          subject,
          "does not let us in ("
              + e.getMessage()
              + "); check the address, user and password of --broker-url, and that it runs");
    }
  }

  private static void credentials(URI broker, MqttConnectionOptions options) {
    String user = broker.getUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      options.setUserName(colon < 0 ? user : user.substring(0, colon));
      if (colon >= 0) {
        options.setPassword(user.substring(colon + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
