package vn.kenh.server.doctor;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.StoreHealth;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.telemetry.TelemetryStore;
import vn.kenh.server.telemetry.WriteResult;

/** Whether a reading can be written to the store and read back. Leaves that one reading there. */
public final class StoreCheck {

  private static final String DEVICE = "kenh-doctor";

  private StoreCheck() {}

  /**
   * Tries the store.
   *
   * @param name what to call it
   */
  public static Finding run(String name, TelemetryStore store, Clock clock) {
    StoreHealth health = store.health();
    if (!health.up()) {
      return Finding.bad(name, health.detail());
    }
    long now = clock.millis();
    String line = "telemetry,device=" + DEVICE + " probe=1 " + now + "\n";
    try {
      WriteResult result = store.write(line.getBytes(StandardCharsets.UTF_8));
      if (!result.refused().isEmpty()) {
        return Finding.bad(name, "refuses a test reading: " + result.refused().get(0).reason());
      }
      Map<String, LatestValue> latest = store.latest(DEVICE);
      @Nullable LatestValue probe = latest.get("probe");
      return probe != null && probe.timeMillis() == now
          ? Finding.good(name, "wrote a test reading and read it back; " + health.detail())
          : Finding.bad(name, "took a test reading but does not show it; check its retention");
    } catch (StoreUnavailableException e) {
      return Finding.bad(name, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.bad(name, "interrupted");
    }
  }
}
