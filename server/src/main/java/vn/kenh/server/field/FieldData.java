package vn.kenh.server.field;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.kenh.server.registry.Device;
import vn.kenh.server.registry.Farm;
import vn.kenh.server.registry.Plot;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.Series;
import vn.kenh.server.telemetry.StoreHealth;
import vn.kenh.server.telemetry.StoreUnavailableException;

/** What there is to know about the farms. Methods may block. */
public interface FieldData {

  List<Farm> farms();

  List<Plot> plots(String farm);

  Optional<Farm> farm(String id);

  Optional<Plot> plot(String id);

  Optional<Device> device(String id);

  List<Device> devicesOfPlot(String plot);

  /** The newest value of each metric of a device, by metric name; empty if it never reported. */
  Map<String, LatestValue> latest(String device);

  /**
   * A downsampled series over a half-open range of time (epoch milliseconds).
   *
   * @throws StoreUnavailableException if the store does not answer
   */
  Series trend(Set<String> devices, String metric, long fromMillis, long toMillis, int points)
      throws StoreUnavailableException;

  /** When a camera took its newest picture. */
  Optional<Instant> lastPictureTaken(String camera);

  /** How many messages wait in quarantine. */
  long quarantined();

  StoreHealth storeHealth();
}
