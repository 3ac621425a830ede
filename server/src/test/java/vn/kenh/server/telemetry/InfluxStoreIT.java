package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.telemetry.InfluxOptions.Credentials;
import vn.kenh.testing.InfluxServer;

final class InfluxStoreIT extends TelemetryStoreContract {

  private static InfluxServer influx;
  private InfluxStore store;

  @BeforeAll
  static void startServer(@TempDir Path folder) {
    influx = InfluxServer.start(folder);
  }

  @AfterAll
  static void stopServer() {
    influx.close();
  }

  @BeforeEach
  void open() {
    store =
        new InfluxStore(
            new InfluxOptions(
                influx.url(), "kenh \"quoted\" " + UUID.randomUUID(), new Credentials.None()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  TelemetryStore store() {
    return store;
  }

  @Test
  void aDeviceThatMovedToAnotherPlotIsReadAsOne() throws Exception {
    write(
        "telemetry,device=a,farm=f,plot=old co2=1 " + T0,
        "telemetry,device=a,farm=f,plot=new co2=2 " + (T0 + MINUTE));

    assertThat(export("a")).hasSize(2);
    assertThat(store.latest("a")).containsEntry("co2", new LatestValue(T0 + MINUTE, 2));
  }
}
