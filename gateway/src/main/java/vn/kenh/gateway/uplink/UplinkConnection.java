package vn.kenh.gateway.uplink;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the server, used until it breaks and then thrown away with its Paho client, so
 * that nothing of an old connection can be taken for an answer on a new one.
 */
final class UplinkConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UplinkConnection.class);
  private static final long CONNECT_MILLIS = 10_000;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int REFUSED = 0x80;

  /** MQTT's own bound where the server names none: 256 MiB. */
  private static final long LARGEST_PACKET = 268_435_455;

  /** How long the server keeps commands for us while we are away. */
  private static final long SESSION_SECONDS = 3_600;

  /** Commands the server may send before the first is acknowledged. */
  static final int COMMANDS = 1_000;

  private final MqttAsyncClient client;
  private final DownlinkLine downlink;
  private final CountDownLatch broken = new CountDownLatch(1);
  private volatile String reason = "";
  private int window;
  private long largestPacket;

  private UplinkConnection(MqttAsyncClient client, Downlink downlink) {
    this.client = client;
    this.downlink = new DownlinkLine(client, downlink);
  }

  /**
   * Connects.
   *
   * @throws MqttException if the server cannot be reached or refuses
   */
  static UplinkConnection open(UplinkOptions options, Downlink downlink) throws MqttException {
    UplinkConnection connection =
        new UplinkConnection(
            new MqttAsyncClient(
                options.address(), "kenh-" + options.gateway(), new MemoryPersistence()),
            downlink);
    try {
      connection.connect(options);
      return connection;
    } catch (MqttException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Publishes that may be unacknowledged at the same time. */
  int window() {
    return window;
  }

  /** The largest packet the server takes, bytes. */
  long largestPacket() {
    return largestPacket;
  }

  /** Sees to what is not readings; to be called often. */
  void tick() {
    downlink.tick();
  }

  boolean isBroken() {
    return broken.getCount() == 0 || !client.isConnected();
  }

  String reason() {
    return reason;
  }

  /**
   * Sends a parcel; {@code answer} is given the reason code of its PUBACK, and nothing if the
   * connection breaks before.
   */
  void publish(Parcel parcel, BiConsumer<Parcel, Integer> answer) throws MqttException {
    MqttMessage message = new MqttMessage(parcel.payload());
    message.setQos(1);
    client.publish(
        parcel.topic(),
        message,
        parcel,
        new MqttActionListener() {
          @Override
          public void onSuccess(IMqttToken token) {
            int[] codes = token.getReasonCodes();
            answer.accept(parcel, codes == null || codes.length == 0 ? 0 : codes[0]);
          }

          @Override
          public void onFailure(IMqttToken token, Throwable failure) {
            int[] codes = token.getReasonCodes();
            if (codes != null && codes.length > 0 && codes[0] >= REFUSED) {
              answer.accept(parcel, codes[0]);
            } else {
              breaks(String.valueOf(failure));
            }
          }
        });
  }

  @Override
  public void close() {
    try {
      if (client.isConnected()) {
        client.disconnectForcibly(0, 1_000, true);
      }
    } catch (MqttException e) {
      LOG.debug("while disconnecting: {}", e.toString());
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      LOG.debug("while closing: {}", e.toString());
    }
  }

  private void connect(UplinkOptions options) throws MqttException {
    client.setCallback(new Watch());
    client.setManualAcks(true);
    MqttConnectionOptions connect = new MqttConnectionOptions();
    connect.setCleanStart(false);
    connect.setSessionExpiryInterval(SESSION_SECONDS);
    connect.setReceiveMaximum(COMMANDS);
    connect.setAutomaticReconnect(false);
    connect.setConnectionTimeout((int) TimeUnit.MILLISECONDS.toSeconds(CONNECT_MILLIS));
    connect.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    connect.setUserName(options.gateway());
    connect.setPassword(options.token().getBytes(StandardCharsets.UTF_8));
    options.authority().ifPresent(only -> connect.setSocketFactory(only.sockets()));
    IMqttToken token = client.connect(connect);
    token.waitForCompletion(CONNECT_MILLIS);
    Optional<MqttProperties> answer = Optional.ofNullable(token.getResponseProperties());
    int serverWindow = answer.map(MqttProperties::getReceiveMaximum).orElse(65_535);
    // Paho counts a publish as under way for a moment after it has told us of its PUBACK.
    window = Math.max(1, Math.min(options.window(), serverWindow / 2));
    largestPacket = answer.map(MqttProperties::getMaximumPacketSize).orElse(LARGEST_PACKET);
  }

  private void breaks(String why) {
    if (reason.isEmpty()) {
      reason = why;
    }
    broken.countDown();
  }

  /** Learns that the connection has gone. */
  private final class Watch implements MqttCallback {
    @Override
    public void disconnected(MqttDisconnectResponse response) {
      String text = response.getReasonString();
      breaks(text == null ? String.valueOf(response.getException()) : text);
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
      breaks(exception.toString());
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      downlink.arrived(topic, message);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
