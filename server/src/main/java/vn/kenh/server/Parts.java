package vn.kenh.server;

import java.time.Clock;
import vn.kenh.server.registry.Database;
import vn.kenh.server.telemetry.EmbeddedStore;
import vn.kenh.server.telemetry.InfluxOptions;
import vn.kenh.server.telemetry.InfluxOptions.Credentials;
import vn.kenh.server.telemetry.InfluxStore;
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
    return settings
        .influx()
        .<TelemetryStore>map(influx -> new InfluxStore(options(influx)))
        .orElseGet(() -> new EmbeddedStore(settings.dataDir().resolve("telemetry"), clock));
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
