package vn.kenh.server.telemetry;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.telemetry.InfluxOptions.Credentials;
import vn.kenh.testing.InfluxServer;

final class StoreCapacityIT {

  @Test
  @Timeout(300)
  void theEmbeddedStoreTakesTenMillionReadingsAndGivesThemBack(@TempDir Path folder)
      throws Exception {
    try (EmbeddedStore store = new EmbeddedStore(folder, Clock.systemUTC())) {
      run(store);
    }
  }

  @Test
  @Timeout(300)
  void influxTakesTenMillionReadingsAndGivesThemBack(@TempDir Path folder) throws Exception {
    try (InfluxServer influx = InfluxServer.start(folder);
        InfluxStore store =
            new InfluxStore(new InfluxOptions(influx.url(), "kenh", new Credentials.None()))) {
      run(store);
    }
  }

  private static void run(TelemetryStore store) throws Exception {
    StoreCapacity capacity = new StoreCapacity(store);
    capacity.writeAll();
    capacity.queryOne();
    capacity.exportAll();
  }
}
