package vn.kenh.server;

import java.time.Clock;
import vn.kenh.server.registry.Database;
import vn.kenh.server.telemetry.EmbeddedStore;
import vn.kenh.server.telemetry.TelemetryStore;

/** Which store and which database the settings ask for. */
final class Parts {

  private Parts() {}

  static Database database(ServerSettings settings) {
    return settings
        .databaseUrl()
        .map(Database::postgres)
        .orElseGet(() -> Database.sqlite(settings.dataDir().resolve("kenh.db")));
  }

  static TelemetryStore store(ServerSettings settings, Clock clock) {
    return new EmbeddedStore(settings.dataDir().resolve("telemetry"), clock);
  }
}
