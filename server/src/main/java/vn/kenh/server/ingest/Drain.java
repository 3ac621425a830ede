package vn.kenh.server.ingest;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.spool.EntryKind;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolEntry;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.telemetry.TelemetryStore;
import vn.kenh.server.telemetry.WriteResult;

/**
 * Takes entries from the spool, writes them to the store in bundles, and acknowledges them. An
 * entry is let go only when each of its readings is stored or, if the store will never take it, in
 * the quarantine.
 */
public final class Drain implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Spool spool;
  private final TelemetryStore store;
  private final Quarantine quarantine;
  private final DrainOptions options;
  private final Clock clock;
  private final Outage outage;
  private final IngestMetrics metrics = new IngestMetrics();

  private final Semaphore free;
  private final ExecutorService writers;
  private final Thread collector;

  public Drain(Spool spool, TelemetryStore store, Quarantine quarantine, Clock clock) {
    this(spool, store, quarantine, DrainOptions.defaults(), clock, RandomGenerator.getDefault());
  }

  public Drain(
      Spool spool,
      TelemetryStore store,
      Quarantine quarantine,
      DrainOptions options,
      Clock clock,
      RandomGenerator random) {
    this.spool = spool;
    this.store = store;
    this.quarantine = quarantine;
    this.options = options;
    this.clock = clock;
    this.outage = new Outage(options, clock, random);
    this.free = new Semaphore(options.writers());
    this.writers = Executors.newFixedThreadPool(options.writers(), Drain::writerThread);
    this.collector = new Thread(this::collect, "drain");
  }

  /** Begins to drain. */
  public Drain start() {
    collector.start();
    return this;
  }

  public IngestMetrics metrics() {
    return metrics;
  }

  /** Whether readings reach the store now, and if not, why. */
  public DrainState state() {
    return outage.state();
  }

  /** Stops; what is not acknowledged stays in the spool. */
  @Override
  public void close() {
    collector.interrupt();
    writers.shutdownNow();
    try {
      collector.join(TimeUnit.SECONDS.toMillis(10));
      if (!writers.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("a write to the store does not end; its readings stay in the spool");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void collect() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Bundle bundle = gather();
        if (!bundle.isEmpty()) {
          free.acquire();
          metrics.began();
          writers.execute(() -> deliver(bundle));
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the drain ends");
    }
  }

  private Bundle gather() throws InterruptedException {
    Bundle bundle = new Bundle();
    Optional<SpoolEntry> entry = spool.take(IDLE);
    long deadline = System.nanoTime() + options.linger().toNanos();
    while (entry.isPresent()) {
      add(entry.get(), bundle);
      boolean full = bundle.points() >= options.points() || bundle.size() >= options.bytes();
      long left = deadline - System.nanoTime();
      entry = full || left <= 0 ? Optional.empty() : spool.take(Duration.ofNanos(left));
    }
    return bundle;
  }

  /** A message that only a gateway hands on has no business here, and is let go to be looked at. */
  private void add(SpoolEntry entry, Bundle bundle) throws InterruptedException {
    if (entry.kind() == EntryKind.FRAME) {
      bundle.add(entry);
      return;
    }
    QuarantineItem item =
        new QuarantineItem(
            QuarantineItem.Kind.MESSAGE,
            entry.topic(),
            "",
            clock.millis(),
            "only a gateway hands messages on unread",
            entry.body());
    for (int attempt = 1; !isKept(List.of(item), attempt); attempt++) {
      LOG.debug("attempt {} to quarantine a message failed", attempt);
    }
    spool.acknowledge(entry.id(), 0, 0);
  }

  private void deliver(Bundle bundle) {
    try {
      for (int attempt = 1; !isDelivered(bundle, attempt); attempt++) {
        metrics.retried();
      }
    } catch (InterruptedException e) {
      LOG.debug("a bundle of {} readings stays in the spool", bundle.readings());
    } finally {
      metrics.ended();
      free.release();
    }
  }

  private boolean isDelivered(Bundle bundle, int attempt) throws InterruptedException {
    long start = System.nanoTime();
    WriteResult result;
    try {
      result = store.write(bundle.lines());
    } catch (StoreUnavailableException e) {
      boolean needsOperator = e.kind() == StoreUnavailableException.Cause.CONFIGURATION;
      pause(attempt, needsOperator, String.valueOf(e.getMessage()));
      return false;
    } catch (RuntimeException e) {
      LOG.error("the store fails on a bundle of {} readings", bundle.readings(), e);
      return deliverApart(bundle, attempt, e);
    }
    if (!isKept(items(result.refused()), attempt)) {
      return false;
    }
    int refused = settle(bundle, result);
    long nanos = System.nanoTime() - start;
    metrics.stored(bundle.points(), bundle.readings() - refused, refused, nanos, clock.millis());
    outage.succeeded();
    return true;
  }

  /**
   * A fault of ours or of the store's client must not hold up what comes behind: each entry is
   * tried alone, and one that fails even so goes to the quarantine.
   */
  private boolean deliverApart(Bundle bundle, int attempt, RuntimeException error)
      throws InterruptedException {
    if (bundle.entries().size() > 1) {
      for (SpoolEntry entry : bundle.entries()) {
        Bundle alone = new Bundle(entry);
        for (int i = 1; !isDelivered(alone, i); i++) {
          metrics.retried();
        }
      }
      return true;
    }
    if (!isKept(
        List.of(item(new String(bundle.lines(), StandardCharsets.UTF_8), error.toString())),
        attempt)) {
      return false;
    }
    SpoolEntry entry = bundle.entries().get(0);
    spool.acknowledge(entry.id(), 0, entry.readings());
    metrics.stored(bundle.points(), 0, entry.readings(), 0, clock.millis());
    return true;
  }

  /** Acknowledges the entries; only the sum of refused readings is known, and only it counts. */
  private int settle(Bundle bundle, WriteResult result) {
    int refused = result.refused().stream().mapToInt(WriteResult.RefusedReadings::readings).sum();
    if (result.stored() + refused != bundle.readings()) {
      LOG.error(
          "the store counts {} stored and {} refused readings where {} were spooled",
          result.stored(),
          refused,
          bundle.readings());
    }
    int left = refused;
    for (SpoolEntry entry : bundle.entries()) {
      int share = Math.min(left, entry.readings());
      spool.acknowledge(entry.id(), entry.readings() - share, share);
      left -= share;
    }
    return refused - left;
  }

  /** Puts items into the quarantine; false, after a pause, if that failed. */
  private boolean isKept(List<QuarantineItem> items, int attempt) throws InterruptedException {
    try {
      quarantine.addAll(items);
      return true;
    } catch (SQLException e) {
      pause(attempt, false, "the quarantine cannot be written: " + e.getMessage());
      return false;
    }
  }

  private void pause(int attempt, boolean needsOperator, String detail)
      throws InterruptedException {
    Duration pause = outage.failed(attempt, needsOperator, detail);
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
  }

  private List<QuarantineItem> items(List<WriteResult.RefusedReadings> refused) {
    return refused.stream().map(readings -> item(readings.line(), readings.reason())).toList();
  }

  private QuarantineItem item(String line, String reason) {
    String device = DeviceTag.of(line);
    return new QuarantineItem(
        QuarantineItem.Kind.REFUSED,
        "kenh/" + device + "/frame",
        device,
        clock.millis(),
        reason,
        line.getBytes(StandardCharsets.UTF_8));
  }

  private static Thread writerThread(Runnable task) {
    return new Thread(task, "drain-writer");
  }
}
