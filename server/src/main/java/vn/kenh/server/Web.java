package vn.kenh.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import vn.kenh.gateway.mqtt.BrokerSubscription;
import vn.kenh.gateway.mqtt.MqttListener;
import vn.kenh.gateway.spool.SpoolHealth;
import vn.kenh.server.registry.Database;
import vn.kenh.server.telemetry.StoreHealth;
import vn.kenh.server.web.Credentials;
import vn.kenh.server.web.PasswordCheck;
import vn.kenh.server.web.SignIn;
import vn.kenh.server.web.WebOptions;
import vn.kenh.server.web.WebServer;
import vn.kenh.server.web.api.CameraApi;
import vn.kenh.server.web.api.CommandsApi;
import vn.kenh.server.web.api.DevicesApi;
import vn.kenh.server.web.api.FarmsApi;
import vn.kenh.server.web.api.HealthApi;
import vn.kenh.server.web.api.LiveApi;
import vn.kenh.server.web.api.MetricsApi;
import vn.kenh.server.web.api.OpenApi;
import vn.kenh.server.web.api.PeopleApi;
import vn.kenh.server.web.api.QuarantineApi;
import vn.kenh.server.web.api.ReadingsApi;

/** Joins the routes to what they serve. */
final class Web {

  /** Exports under way at a time; each holds a thread for as long as its caller reads. */
  private static final int EXPORTS = 4;

  private Web() {}

  static WebServer server(Services services) {
    Accounts accounts = services.accounts();
    Site site = new Site(services);
    return new WebServer(
        services.vertx(),
        options(services.settings()),
        new Credentials(
            accounts.tokens(),
            accounts.sessions(),
            services.registry().credentials(services.settings().anonymousDevices())),
        site.errors(),
        options -> MqttListener.forWebSockets(options, Listeners.LIMITS),
        services.mqtt()::accept,
        routes(services, site));
  }

  private static List<Consumer<Router>> routes(Services services, Site site) {
    Accounts accounts = services.accounts();
    WorkerExecutor exports = services.vertx().createSharedWorkerExecutor("kenh-export", EXPORTS);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Meters.bind(meters, services);
    List<Consumer<Router>> routes = new ArrayList<>();
    routes.add(new HealthApi(health(services))::mount);
    routes.add(new MetricsApi(meters)::mount);
    PasswordCheck passwords = new PasswordCheck(accounts.people(), services.clock());
    routes.add(new SignIn(passwords, accounts.sessions())::mount);
    routes.add(new PeopleApi(accounts.people(), accounts.secrets())::mount);
    routes.add(new FarmsApi(services.registry())::mount);
    routes.add(
        new DevicesApi(
                services.registry(),
                services.ingestion().latest(),
                services.presence(),
                services.mqtt()::disconnect,
                services.clock())
            ::mount);
    routes.add(
        new ReadingsApi(services.registry(), services.store(), services.clock(), exports)::mount);
    routes.add(new CameraApi(services.registry(), services.snapshots(), services.clock())::mount);
    routes.add(new LiveApi(services.ingestion().feed())::mount);
    routes.add(
        new QuarantineApi(services.ingestion().quarantine(), services.ingestion().replay())::mount);
    routes.add(
        new CommandsApi(services.registry(), services.commands(), services.delivery())::mount);
    OpenApi openApi = new OpenApi();
    routes.add(openApi::mount);
    routes.add(site.apiReference(openApi.document())::mount);
    Trace.addRoutes(routes, services);
    site.addRoutes(routes, passwords);
    return routes;
  }

  private static List<HealthApi.Part> health(Services services) {
    List<HealthApi.Part> parts = new ArrayList<>();
    parts.add(new HealthApi.Part("database", () -> database(services.database())));
    parts.add(new HealthApi.Part("store", () -> store(services)));
    parts.add(new HealthApi.Part("spool", () -> spool(services.ingestion().spool().health())));
    for (BrokerSubscription broker : services.brokers()) {
      parts.add(new HealthApi.Part("broker " + broker.address(), () -> broker(broker)));
    }
    return parts;
  }

  /** What the last write has shown outweighs what the store says of itself. */
  private static StoreHealth store(Services services) {
    return services
        .ingestion()
        .drain()
        .state()
        .trouble()
        .map(trouble -> new StoreHealth(false, trouble.detail()))
        .orElseGet(services.store()::health);
  }

  private static StoreHealth spool(SpoolHealth health) {
    return new StoreHealth(health.good(), health.detail());
  }

  private static StoreHealth broker(BrokerSubscription broker) {
    return broker.isSubscribed()
        ? new StoreHealth(true, "subscribed")
        : new StoreHealth(false, "does not let us in or does not answer; the log says why");
  }

  private static StoreHealth database(Database database) {
    return database.isUp()
        ? new StoreHealth(true, "answers")
        : new StoreHealth(false, "the SQL database does not answer; see --database-url");
  }

  private static WebOptions options(ServerSettings settings) {
    return new WebOptions(
        settings.http().host(),
        settings.http().port(),
        settings
            .httpsPort()
            .flatMap(
                port ->
                    settings
                        .tls()
                        .map(tls -> new WebOptions.Tls(port, tls.certificate(), tls.key()))),
        settings.publicUrl());
  }
}
