package vn.kenh.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServersIT {

  @Test
  void realServersStartAreKilledAndStartAgain(@TempDir Path folder) {
    try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
        Mosquitto mosquitto = Mosquitto.start(folder.resolve("mosquitto"))) {
      influx.kill();
      influx.restart();
      mosquitto.kill();
      mosquitto.restart();
      assertThat(influx.url()).startsWith("http://127.0.0.1:");
      assertThat(mosquitto.url()).startsWith("mqtt://127.0.0.1:");
    }
  }
}
