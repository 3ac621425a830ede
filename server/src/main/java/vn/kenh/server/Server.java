package vn.kenh.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Route;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.spool.DataFolder;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.server.camera.SnapshotInbox;
import vn.kenh.server.camera.SnapshotStore;
import vn.kenh.server.device.CommandAnswers;
import vn.kenh.server.device.CommandDelivery;
import vn.kenh.server.device.Commands;
import vn.kenh.server.device.Presence;
import vn.kenh.server.device.StatusInbox;
import vn.kenh.server.registry.ApiTokens;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.Newcomers;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.registry.Role;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.registry.Sessions;
import vn.kenh.server.telemetry.TelemetryStore;
import vn.kenh.server.web.WebServer;

/** One running server: everything is made and joined here, and ended here in reverse order. */
public final class Server implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /** Threads for calls that block: SQL, InfluxDB, passwords, pictures. */
  private static final int WORKERS = 16;

  /** How soon a device that has come gets what waits for it. */
  private static final Duration DELIVERY = Duration.ofSeconds(2);

  /** Servers that share a database learn of each other's devices and tokens this often. */
  private static final Duration REFRESH = Duration.ofSeconds(15);

  /** Devices nobody registered, in all. */
  private static final int MOST_NEWCOMERS = 10_000;

  private static final long PATIENCE_SECONDS = 20;

  private final Closing closing = new Closing();
  private final Clock clock = Clock.systemUTC();
  private final ServerSettings settings;
  private final Registry registry;
  private final FirstStart firstStart;
  private final WebServer web;
  private final int httpPort;
  private final int mqttPort;

  private Server(ServerSettings settings) {
    this.settings = settings;
    try {
      DataFolder folder = closing.add(DataFolder.open(settings.dataDir()));
      Vertx vertx =
          closing.add(
              Vertx.vertx(new VertxOptions().setWorkerPoolSize(WORKERS)),
              opened -> await(opened.close()));
      Database database = closing.add(Parts.database(settings));
      TelemetryStore store = closing.add(Parts.store(settings, clock));
      Secrets secrets = new Secrets(new SecureRandom());
      registry = new Registry(database, clock, secrets);
      Accounts accounts =
          new Accounts(
              new People(database, clock),
              new Sessions(database, clock, secrets),
              new ApiTokens(database, clock, secrets),
              secrets);
      firstStart = firstStart(accounts, secrets);
      Consumer<String> newcomers = newcomers(vertx);
      Ingestion ingestion =
          new Ingestion(closing, folder, store, registry, settings, newcomers, clock);
      Presence presence = new Presence(clock, newcomers);
      Commands commands = new Commands(database, clock);
      SnapshotStore snapshots = Parts.snapshots(settings, database);
      SnapshotInbox snapshotInbox = closing.add(snapshotInbox(snapshots, ingestion.quarantine()));
      Map<String, MessageInbox> inboxes =
          Map.of(
              "status",
              new StatusInbox(presence, task -> vertx.runOnContext(go -> task.run())),
              "ack",
              new CommandAnswers(commands, task -> inOrder(vertx, task)),
              "snapshot",
              snapshotInbox);
      Listeners listeners =
          new Listeners(
              closing,
              vertx,
              settings,
              registry.credentials(settings.anonymousDevices()),
              ingestion.inbox(inboxes),
              presence,
              ingestion.spool().backpressure(),
              clock);
      CommandDelivery delivery =
          new CommandDelivery(
              commands,
              (topic, payload, expiry) ->
                  listeners.mqtt().publish(topic, payload, 1, expiry).reached(),
              clock);
      // Sessions ended with the process before; whoever has a command already knows it by its id.
      commands.queueUnanswered();
      Services services =
          new Services(
              vertx,
              settings,
              clock,
              database,
              registry,
              accounts,
              store,
              ingestion,
              presence,
              listeners.mqtt(),
              listeners.brokers(),
              snapshots,
              snapshotInbox,
              commands,
              delivery);
      web = closing.add(Web.server(services), server -> await(server.stop()));
      every(DELIVERY, vertx, delivery::deliverAll);
      if (settings.databaseUrl().isPresent()) {
        every(
            REFRESH,
            vertx,
            () -> {
              registry.refresh();
              accounts.tokens().refresh();
            });
      }
      mqttPort = await(listeners.start());
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

  /** The MQTT port taken. */
  public int mqttPort() {
    return mqttPort;
  }

  /** Every HTTP route. */
  List<Route> routes() {
    return web.routes();
  }

  /** The line that tells where the server listens. */
  public String listening() {
    return "listening http="
        + settings.http().host()
        + ":"
        + httpPort
        + " mqtt="
        + settings.mqtt().host()
        + ":"
        + mqttPort;
  }

  /** Takes no more, brings what was taken to a safe place, and ends. */
  @Override
  public void close() {
    closing.close();
  }

  private static void every(Duration interval, Vertx vertx, Runnable task) {
    vertx.setPeriodic(interval.toMillis(), timer -> inOrder(vertx, task));
  }

  private static void inOrder(Vertx vertx, Runnable task) {
    vertx
        .executeBlocking(
            () -> {
              task.run();
              return true;
            },
            true)
        .onFailure(failure -> LOG.warn("a task in the background failed", failure));
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

  /**
   * What is taken in from devices that nobody registered must be found again under their name. Only
   * where such are taken in at all: elsewhere a device that is not registered was deleted just now.
   */
  private Consumer<String> newcomers(Vertx vertx) {
    return settings.anonymousDevices() || !settings.brokerUrls().isEmpty()
        ? new Newcomers(registry, task -> inOrder(vertx, task), MOST_NEWCOMERS)::accepted
        : device -> {};
  }

  private static SnapshotInbox snapshotInbox(SnapshotStore snapshots, Quarantine quarantine) {
    return new SnapshotInbox(
        snapshots,
        (message, reason) -> {
          QuarantineItem item =
              new QuarantineItem(
                  QuarantineItem.Kind.MESSAGE,
                  message.topic(),
                  message.topic().split("/", -1)[1],
                  message.receivedMillis(),
                  reason,
                  message.payload());
          quarantine.addAll(List.of(item));
        });
  }

  static <T> T await(Future<T> future) {
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
