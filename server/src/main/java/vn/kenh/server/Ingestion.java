package vn.kenh.server;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import vn.kenh.gateway.codec.Codecs;
import vn.kenh.gateway.intake.Intake;
import vn.kenh.gateway.intake.KeyBudget;
import vn.kenh.gateway.intake.MessageRouter;
import vn.kenh.gateway.intake.QuarantineReplay;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.spool.DataFolder;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolOptions;
import vn.kenh.server.ingest.Drain;
import vn.kenh.server.ingest.LatestReadings;
import vn.kenh.server.ingest.LiveFeed;
import vn.kenh.server.ingest.LiveHub;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.telemetry.TelemetryStore;

/** The way of a reading through the server: intake, spool, store; and past it to the screens. */
final class Ingestion {

  private static final Duration LAST_DRAIN = Duration.ofSeconds(3);

  private final Quarantine quarantine;
  private final Spool spool;
  private final LatestReadings latest;
  private final LiveFeed feed = new LiveFeed();
  private final LiveHub hub;
  private final Drain drain;
  private final Intake intake;

  Ingestion(
      Closing closing,
      DataFolder folder,
      TelemetryStore store,
      Registry registry,
      ServerSettings settings,
      Consumer<String> unplaced,
      Clock clock) {
    quarantine =
        closing.add(Quarantine.open(folder.quarantine(), QuarantineOptions.defaults(), clock));
    KeyBudget keys = closing.add(KeyBudget.open(folder.path().resolve("keys.db")));
    SpoolOptions sizes = SpoolOptions.defaults().withLimit(settings.spoolLimitBytes());
    spool = closing.add(Spool.open(folder.spool(), sizes, quarantine, clock));
    latest = new LatestReadings(store, clock);
    hub = closing.add(new LiveHub(latest, feed).start());
    drain = closing.add(new Drain(spool, store, quarantine, clock).start());
    closing.add(spool, Ingestion::drainOut);
    intake =
        new Intake(
            Codecs.standard()::find,
            spool,
            keys,
            new PlacementTags(registry, unplaced),
            (gateway, device) ->
                registry.gatewayOf(device).filter(gateway::equals).isPresent()
                    || (settings.anonymousDevices() && !registry.hasToken(device)),
            hub,
            clock);
  }

  MessageInbox inbox(Map<String, MessageInbox> byKind) {
    return new MessageRouter(intake, byKind);
  }

  Quarantine quarantine() {
    return quarantine;
  }

  QuarantineReplay replay() {
    return new QuarantineReplay(quarantine, intake);
  }

  Spool spool() {
    return spool;
  }

  Drain drain() {
    return drain;
  }

  LatestReadings latest() {
    return latest;
  }

  LiveFeed feed() {
    return feed;
  }

  LiveHub hub() {
    return hub;
  }

  /** What is left stays in the spool; this only saves the next start the work. */
  private static void drainOut(Spool spool) {
    long deadline = System.nanoTime() + LAST_DRAIN.toNanos();
    try {
      while (spool.ledger().readingsPending() > 0 && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
