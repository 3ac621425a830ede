package vn.kenh.server.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.reading.LineProtocolReader;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.telemetry.TelemetryStore;

/**
 * The newest value of each metric of each device by device time: from committed frames, and from
 * the store for what came before this process or has been forgotten. Keeps a bounded number of
 * devices, those last heard of or asked for.
 */
public final class LatestReadings {

  private static final Logger LOG = LoggerFactory.getLogger(LatestReadings.class);
  private static final int DEFAULT_DEVICES = 50_000;

  private final TelemetryStore store;
  private final Clock clock;
  private final LinkedHashMap<String, DeviceState> devices;

  public LatestReadings(TelemetryStore store, Clock clock) {
    this(store, clock, DEFAULT_DEVICES);
  }

  /**
   * @param maxDevices how many devices are kept in memory
   */
  public LatestReadings(TelemetryStore store, Clock clock, int maxDevices) {
    this.store = store;
    this.clock = clock;
    this.devices =
        new LinkedHashMap<>(256, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, DeviceState> eldest) {
            return size() > maxDevices;
          }
        };
  }

  /**
   * What is known of a device. Asks the store once for a device not in memory, and so may block;
   * where the store cannot be asked, what came in since the start is given.
   */
  public DeviceReadings of(String device) throws InterruptedException {
    boolean load;
    synchronized (devices) {
      DeviceState state = devices.get(device);
      load = state == null || !state.isLoaded();
    }
    if (load) {
      try {
        Map<String, LatestValue> stored = store.latest(device);
        synchronized (devices) {
          state(device).load(stored);
        }
      } catch (StoreUnavailableException e) {
        LOG.debug("latest readings of {} without the store: {}", device, e.getMessage());
      }
    }
    synchronized (devices) {
      DeviceState state = devices.get(device);
      return state == null ? DeviceReadings.NONE : state.readings();
    }
  }

  /** When a device was last heard of since this process started, without asking the store. */
  public Optional<Instant> lastSeen(String device) {
    synchronized (devices) {
      DeviceState state = devices.get(device);
      return state == null ? Optional.empty() : state.readings().lastSeen();
    }
  }

  void update(LineProtocolReader point) {
    long now = clock.millis();
    synchronized (devices) {
      DeviceState state = state(point.device());
      for (int i = 0; i < point.fieldCount(); i++) {
        state.take(point.key(i), point.timeMillis(), point.value(i));
      }
      state.seen(now, point.timeMillis());
    }
  }

  /** Forgets all values, because some were missed; the store knows them. */
  void forget() {
    synchronized (devices) {
      devices.clear();
    }
  }

  private DeviceState state(String device) {
    return devices.computeIfAbsent(device, id -> new DeviceState());
  }

  /**
   * What is known of a device.
   *
   * @param values newest value by metric
   * @param lastSeen when readings of it last arrived, since this process started
   * @param clockSkew how far its clock is ahead (or, negative, behind or its readings late)
   */
  public record DeviceReadings(
      Map<String, LatestValue> values, Optional<Instant> lastSeen, Optional<Duration> clockSkew) {

    static final DeviceReadings NONE =
        new DeviceReadings(Map.of(), Optional.empty(), Optional.empty());

    /** The newest value of one metric. */
    public Optional<LatestValue> value(String metric) {
      return Optional.ofNullable(values.get(metric));
    }
  }
}
