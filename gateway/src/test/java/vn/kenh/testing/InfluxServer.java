package vn.kenh.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real InfluxDB 1.x on a free port, which can be killed and started again on its data. */
public final class InfluxServer implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final int backupPort;
  private ServerProcess process;

  private InfluxServer(Path folder, int port, int backupPort, boolean authentication) {
    this.folder = folder;
    this.port = port;
    this.backupPort = backupPort;
    writeConfiguration(authentication);
    this.process = launch();
  }

  /** Starts InfluxDB without authentication, with its data in {@code folder}. */
  public static InfluxServer start(Path folder) {
    return new InfluxServer(folder, ServerProcess.freePort(), ServerProcess.freePort(), false);
  }

  /** Starts InfluxDB with authentication switched on and no user yet. */
  public static InfluxServer startWithAuthentication(Path folder) {
    return new InfluxServer(folder, ServerProcess.freePort(), ServerProcess.freePort(), true);
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** Starts again on the same port and data. */
  public void restart() {
    if (process.isAlive()) {
      throw new IllegalStateException("InfluxDB still runs");
    }
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }

  private ServerProcess launch() {
    return ServerProcess.start(
            folder.resolve("influxd.log"),
            List.of(
                ServerProcess.program("influxd"),
                "run",
                "-config",
                folder.resolve("influxdb.conf").toString()))
        .awaitPort(port);
  }

  private void writeConfiguration(boolean authentication) {
    String configuration =
        """
        reporting-disabled = true
        bind-address = "127.0.0.1:%d"
        [meta]
          dir = "%s/meta"
          logging-enabled = false
        [data]
          dir = "%s/data"
          wal-dir = "%s/wal"
          query-log-enabled = false
          max-series-per-database = 0
        [http]
          bind-address = "127.0.0.1:%d"
          log-enabled = false
          auth-enabled = %s
        [monitor]
          store-enabled = false
        [logging]
          level = "warn"
        """
            .formatted(backupPort, folder, folder, folder, port, authentication);
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("influxdb.conf"), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
