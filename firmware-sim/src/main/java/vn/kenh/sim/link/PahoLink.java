package vn.kenh.sim.link;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MQTT 5 by Eclipse Paho: what many real gateways run. Four threads a connection. */
final class PahoLink implements MqttLink, MqttCallback {

  private static final Logger LOG = LoggerFactory.getLogger(PahoLink.class);
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int CONNECT_SECONDS = 15;
  private static final long ABORT_MILLIS = 200;

  private final Identity identity;
  private final Listener listener;
  private final MqttAsyncClient client;
  private final AtomicBoolean ended = new AtomicBoolean();

  private PahoLink(Endpoint endpoint, Identity identity, Listener listener) {
    this.identity = identity;
    this.listener = listener;
    String uri = (endpoint.tls() ? "ssl://" : "tcp://") + endpoint.host() + ":" + endpoint.port();
    try {
      this.client = new MqttAsyncClient(uri, identity.id(), new MemoryPersistence());
    } catch (MqttException e) {
      throw new IllegalArgumentException("cannot make an MQTT client for " + uri, e);
    }
    client.setCallback(this);
  }

  static Factory factory(Endpoint endpoint) {
    return new Factory() {
      @Override
      public MqttLink create(Identity identity, Listener listener) {
        return new PahoLink(endpoint, identity, listener);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void open() {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout(CONNECT_SECONDS);
    if (!identity.token().isEmpty()) {
      options.setUserName(identity.id());
      options.setPassword(identity.token().getBytes(StandardCharsets.UTF_8));
    }
    MqttMessage will = new MqttMessage("offline".getBytes(StandardCharsets.UTF_8));
    will.setQos(1);
    options.setWill(identity.willTopic(), will);
    try {
      client.connect(options, null, new Connected());
    } catch (MqttException e) {
      end(e.getMessage());
    }
  }

  @Override
  public void publish(int token, String topic, byte[] payload) {
    MqttMessage message = new MqttMessage(payload);
    message.setQos(1);
    try {
      client.publish(topic, message, null, new Published(token));
    } catch (MqttException e) {
      abort();
      end("publish: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    ended.set(true);
    try {
      client.disconnect(1000L).waitForCompletion(2000);
    } catch (MqttException e) {
      LOG.debug("{}: disconnecting: {}", identity.id(), e.getMessage());
    }
    release();
  }

  @Override
  public void abort() {
    try {
      client.disconnectForcibly(0, ABORT_MILLIS, false);
    } catch (MqttException e) {
      LOG.debug("{}: aborting: {}", identity.id(), e.getMessage());
    }
    end("cut");
  }

  @Override
  public void disconnected(@Nullable MqttDisconnectResponse response) {
    end(response == null ? "disconnected" : describe(response));
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    LOG.debug("{}: {}", identity.id(), exception.getMessage());
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    listener.received(topic, message.getPayload());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}

  private static String describe(MqttDisconnectResponse response) {
    String reason = response.getReasonString();
    if (reason != null) {
      return reason;
    }
    MqttException exception = response.getException();
    if (exception == null) {
      return "reason code " + response.getReturnCode();
    }
    Throwable cause = exception.getCause();
    return cause == null ? String.valueOf(exception.getMessage()) : cause.toString();
  }

  private void end(@Nullable String reason) {
    if (ended.compareAndSet(false, true)) {
      listener.closed(reason == null ? "closed" : reason);
      release();
    }
  }

  private void release() {
    try {
      client.close(true);
    } catch (MqttException e) {
      LOG.debug("{}: closing: {}", identity.id(), e.getMessage());
    }
  }

  private void ready(int receiveMaximum) {
    if (identity.subscriptions().isEmpty()) {
      listener.opened(receiveMaximum);
      return;
    }
    String[] topics = identity.subscriptions().toArray(String[]::new);
    int[] qualities = Collections.nCopies(topics.length, 1).stream().mapToInt(i -> i).toArray();
    try {
      client.subscribe(
          topics,
          qualities,
          null,
          new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
              listener.opened(receiveMaximum);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable problem) {
              LOG.warn("{}: commands cannot reach it: {}", identity.id(), problem.getMessage());
              listener.opened(receiveMaximum);
            }
          });
    } catch (MqttException e) {
      abort();
    }
  }

  private final class Connected implements MqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
      MqttProperties properties = token.getResponseProperties();
      Integer maximum = properties == null ? null : properties.getReceiveMaximum();
      ready(maximum == null ? 65_535 : maximum);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable problem) {
      Throwable cause = problem.getCause();
      end(cause == null ? problem.getMessage() : cause.toString());
    }
  }

  private final class Published implements MqttActionListener {
    private final int number;

    Published(int number) {
      this.number = number;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      int[] codes = token.getReasonCodes();
      listener.acknowledged(number, codes == null || codes.length == 0 ? 0 : codes[0]);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable problem) {
      int[] codes = token.getReasonCodes();
      if (codes != null && codes.length > 0 && codes[0] >= 0x80) {
        listener.acknowledged(number, codes[0]);
      } else {
        abort();
      }
    }
  }
}
