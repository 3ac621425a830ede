package vn.kenh.server.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * Many devices that publish numbered readings at QoS 1 as fast as they are acknowledged, remember
 * which numbers were, and after a reconnect first send again the last of them, acknowledged or not,
 * as real devices do. Reading {@code n} of a device has the time {@code EPOCH + n} and the value
 * {@code n}, so that what is stored can be checked.
 */
final class Publishers {

  /** Time of reading 0, epoch milliseconds. */
  static final long EPOCH = 1_750_000_000_000L;

  private static final int WINDOW = 20;
  private static final int AGAIN = 60;

  private final List<Device> devices = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();

  Publishers(int count) {
    for (int i = 0; i < count; i++) {
      devices.add(new Device("proof-%03d".formatted(i)));
    }
  }

  List<Device> devices() {
    return devices;
  }

  long acknowledged() {
    return acknowledged.get();
  }

  /** Connects every device and lets it publish until {@link Load#stop}. */
  Load connect(int mqttPort) {
    return new Load(mqttPort);
  }

  /** One device and its memory of what was acknowledged; survives reconnects. */
  static final class Device {

    private final String id;
    private final BitSet acknowledgedNumbers = new BitSet();
    private int next;

    private Device(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }

    synchronized BitSet acknowledgedNumbers() {
      return (BitSet) acknowledgedNumbers.clone();
    }

    /** Numbers sent so far, acknowledged or not: 0 to this, exclusive. */
    synchronized int sent() {
      return next;
    }

    /** What a device would send again after a reconnect: the last 60, acknowledged or not. */
    private synchronized List<Integer> again() {
      return IntStream.range(Math.max(0, next - AGAIN), next).boxed().toList();
    }

    private synchronized int takeNumber() {
      return next++;
    }

    private synchronized void acknowledge(int number) {
      acknowledgedNumbers.set(number);
    }
  }

  /** Connections that publish; one round of a test. */
  final class Load implements AutoCloseable {

    private final AtomicBoolean running = new AtomicBoolean(true);
    private final List<Thread> threads = new ArrayList<>();

    private Load(int mqttPort) {
      for (Device device : devices) {
        Thread thread = new Thread(() -> publish(device, mqttPort), device.id);
        threads.add(thread);
        thread.start();
      }
    }

    /** Stops publishing and waits for the threads; what is in flight may stay unacknowledged. */
    @Override
    public void close() {
      running.set(false);
      for (Thread thread : threads) {
        try {
          thread.join(30_000);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        if (thread.isAlive()) {
          throw new AssertionError("publisher " + thread.getName() + " does not end");
        }
      }
    }

    private void publish(Device device, int mqttPort) {
      Semaphore window = new Semaphore(WINDOW);
      try {
        MqttAsyncClient client =
            new MqttAsyncClient("tcp://127.0.0.1:" + mqttPort, device.id, new MemoryPersistence());
        try {
          client.connect(options(device)).waitForCompletion(10_000);
          String topic = "kenh/" + device.id + "/telemetry";
          Iterator<Integer> again = device.again().iterator();
          while (running.get() && client.isConnected()) {
            if (window.tryAcquire(50, TimeUnit.MILLISECONDS)) {
              int number = again.hasNext() ? again.next() : device.takeNumber();
              client.publish(
                  topic, message(number), null, new Acknowledgement(device, number, window));
            }
          }
        } finally {
          if (client.isConnected()) {
            client.disconnectForcibly(0, 5_000, true);
          }
          client.close(true);
        }
      } catch (MqttException e) {
        // The server was killed under us, which is what these tests are about.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private MqttConnectionOptions options(Device device) {
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setUserName(device.id);
      options.setPassword("any".getBytes(StandardCharsets.UTF_8));
      options.setReceiveMaximum(WINDOW);
      return options;
    }

    private MqttMessage message(int number) {
      String json =
          "{\"time\":%d,\"sequence\":%d,\"soil_moisture\":%s}"
              .formatted(EPOCH + number, number, moisture(number));
      MqttMessage message = new MqttMessage(json.getBytes(StandardCharsets.UTF_8));
      message.setQos(1);
      return message;
    }
  }

  /** The soil moisture that reading {@code number} carries, percent. */
  static double moisture(int number) {
    return (number % 1000) / 10.0;
  }

  private final class Acknowledgement implements MqttActionListener {

    private final Device device;
    private final int number;
    private final Semaphore window;

    private Acknowledgement(Device device, int number, Semaphore window) {
      this.device = device;
      this.number = number;
      this.window = window;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      device.acknowledge(number);
      acknowledged.incrementAndGet();
      window.release();
    }

    @Override
    public void onFailure(IMqttToken token, Throwable failure) {
      window.release();
    }
  }
}
