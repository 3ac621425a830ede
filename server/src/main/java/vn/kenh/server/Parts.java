package vn.kenh.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import vn.kenh.server.camera.SnapshotStore;
import vn.kenh.server.registry.Database;
import vn.kenh.server.telemetry.EmbeddedStore;
import vn.kenh.server.telemetry.InfluxOptions;
import vn.kenh.server.telemetry.InfluxOptions.Credentials;
import vn.kenh.server.telemetry.InfluxStore;
import vn.kenh.server.telemetry.TelemetryStore;

/** Where the settings ask for readings, records and pictures to be kept. */
final class Parts {

  private Parts() {}

  static Database database(ServerSettings settings) {
    return settings
        .databaseUrl()
        .map(Database::postgres)
        .orElseGet(() -> Database.sqlite(sqliteFile(settings)));
  }

  static Path sqliteFile(ServerSettings settings) {
    return settings.dataDir().resolve("kenh.db");
  }

  static TelemetryStore store(ServerSettings settings, Clock clock) {
    return settings
        .influx()
        .<TelemetryStore>map(influx -> new InfluxStore(options(influx)))
        .orElseGet(() -> embeddedStore(settings, clock));
  }

  private static EmbeddedStore embeddedStore(ServerSettings settings, Clock clock) {
    Path folder = settings.dataDir().resolve("telemetry");
    return settings
        .retention()
        .map(retention -> new EmbeddedStore(folder, clock, retention))
        .orElseGet(() -> new EmbeddedStore(folder, clock));
  }

  static SnapshotStore snapshots(ServerSettings settings, Database database) {
    Path folder = settings.dataDir().resolve("snapshots");
    try {
      return new SnapshotStore(folder, database);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot keep pictures in " + folder + ": " + e.getMessage(), e);
    }
  }

  private static InfluxOptions options(ServerSettings.Influx influx) {
    Credentials credentials =
        influx
            .token()
            .<Credentials>map(Credentials.Token::new)
            .or(
                () ->
                    influx
                        .user()
                        .map(user -> new Credentials.Password(user, influx.password().orElse(""))))
            .orElseGet(Credentials.None::new);
    return new InfluxOptions(influx.url(), influx.database(), credentials);
  }
}
