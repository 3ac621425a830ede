package vn.kenh.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Route;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vn.kenh.gateway.spool.DataFolder;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolOptions;
import vn.kenh.server.device.Presence;
import vn.kenh.server.registry.ApiTokens;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.registry.Role;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.registry.Sessions;
import vn.kenh.server.telemetry.TelemetryStore;
import vn.kenh.server.web.WebServer;

/** One running server: everything is made and joined here, and ended here in reverse order. */
public final class Server implements AutoCloseable {

  /** Threads for calls that block: SQL, InfluxDB, passwords, pictures. */
  private static final int WORKERS = 16;

  private static final long PATIENCE_SECONDS = 20;

  private final Closing closing = new Closing();
  private final Clock clock = Clock.systemUTC();
  private final ServerSettings settings;
  private final Registry registry;
  private final FirstStart firstStart;
  private final WebServer web;
  private final int httpPort;

  private Server(ServerSettings settings) {
    this.settings = settings;
    try {
      DataFolder folder = closing.add(DataFolder.open(settings.dataDir()));
      Vertx vertx =
          closing.add(
              Vertx.vertx(new VertxOptions().setWorkerPoolSize(WORKERS)),
              opened -> await(opened.close()));
      Quarantine quarantine =
          closing.add(Quarantine.open(folder.quarantine(), QuarantineOptions.defaults(), clock));
      Spool spool =
          closing.add(Spool.open(folder.spool(), SpoolOptions.defaults(), quarantine, clock));
      Database database = closing.add(Parts.database(settings));
      TelemetryStore store = closing.add(Parts.store(settings, clock));
      Secrets secrets = new Secrets(new SecureRandom());
      registry = new Registry(database, clock, secrets);
      Accounts accounts =
          new Accounts(
              new People(database, clock),
              new Sessions(database, clock, secrets),
              new ApiTokens(database, clock, secrets));
      firstStart = firstStart(accounts, secrets);
      Services services =
          new Services(
              vertx,
              settings,
              clock,
              database,
              registry,
              accounts,
              store,
              spool,
              quarantine,
              new Presence(clock),
              Parts.snapshots(settings, database));
      web = closing.add(Web.server(services), server -> await(server.stop()));
      httpPort = await(web.start());
    } catch (RuntimeException | Error e) {
      closing.close();
      throw e;
    }
  }

  /**
   * Starts a server; on return it serves.
   *
   * @throws RuntimeException saying what could not be opened and what to do about it
   */
  public static Server start(ServerSettings settings) {
    return new Server(settings);
  }

  /** The secrets made because this was the very first start. */
  public FirstStart firstStart() {
    return firstStart;
  }

  /** Farms, plots and devices. */
  public Registry registry() {
    return registry;
  }

  /** The HTTP port taken. */
  public int httpPort() {
    return httpPort;
  }

  /** Every HTTP route. */
  List<Route> routes() {
    return web.routes();
  }

  /** The line that tells where the server listens. */
  public String listening() {
    return "listening http=" + settings.http().host() + ":" + httpPort;
  }

  /** Takes no more, brings what was taken to a safe place, and ends. */
  @Override
  public void close() {
    closing.close();
  }

  private FirstStart firstStart(Accounts accounts, Secrets secrets) {
    Optional<String> password = Optional.empty();
    if (accounts.people().all().isEmpty()) {
      password = Optional.of(secrets.newPassword());
      accounts.people().create(FirstStart.ACCOUNT, password.get(), Role.ADMIN);
    }
    settings.adminToken().ifPresent(accounts.tokens()::setAdmin);
    return new FirstStart(password, accounts.tokens().createAdminIfMissing());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(CommandFailure.explain(e), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
