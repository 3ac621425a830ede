package vn.kenh.gateway.uplink;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.mqtt.BackOff;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.Spool;

/**
 * Carries the spool to the server. A parcel's entries leave the spool only after the server has
 * acknowledged exactly that parcel; what was under way when a connection broke is sent again.
 * Connects for ever, the first time too.
 */
public final class Uplink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
  private static final int REFUSED = 0x80;

  /** Not authorised, topic name invalid, payload format invalid: the next time is no better. */
  private static final Set<Integer> FOR_GOOD = Set.of(0x87, 0x90, 0x99);

  /** The server has no room for a picture now. */
  private static final int QUOTA_EXCEEDED = 0x97;

  private static final int PACKET_OVERHEAD = 1_024;
  private static final Duration TICK = Duration.ofMillis(200);
  private static final long LAST_WAIT_MILLIS = 2_000;

  private final Spool spool;
  private final Quarantine quarantine;
  private final UplinkOptions options;
  private final Downlink downlink;
  private final PictureSource pictures;
  private final Clock clock;
  private final Packer packer;
  private final BackOff backOff;
  private final Set<Parcel> underWay = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedDeque<Parcel> again = new ConcurrentLinkedDeque<>();
  private final LongAdder sent = new LongAdder();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "uplink");

  /** The picture sent last, until it is answered. */
  private volatile @Nullable Parcel picture;

  private volatile long picturesFromNanos = System.nanoTime();

  private volatile boolean connected;
  private volatile int refusedWith;
  private volatile String lastTrouble = "";

  public Uplink(
      Spool spool,
      Quarantine quarantine,
      UplinkOptions options,
      Downlink downlink,
      PictureSource pictures,
      Clock clock,
      RandomGenerator random) {
    this.spool = spool;
    this.quarantine = quarantine;
    this.options = options;
    this.downlink = downlink;
    this.pictures = pictures;
    this.clock = clock;
    this.packer = new Packer(spool, options);
    this.backOff = new BackOff(options.shortestDelay(), options.longestDelay(), random);
  }

  /** Begins to connect and returns at once. */
  public void start() {
    thread.start();
  }

  /** Whether the server is there. */
  public boolean isConnected() {
    return connected;
  }

  /** Parcels the server has acknowledged since the start. */
  public long acknowledged() {
    return sent.sum();
  }

  /** Stops sending; what is not acknowledged stays in the spool. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!isClosing()) {
        converse();
        again.addAll(underWay);
        underWay.clear();
        if (closing.await(backOff.next().toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** One connection from beginning to end. */
  private void converse() throws InterruptedException {
    try (UplinkConnection connection = UplinkConnection.open(options, downlink)) {
      connected = true;
      LOG.info("connected to {} as {}", options.address(), options.gateway());
      pump(connection);
      awaitLastAnswers(connection);
      if (connection.isBroken()) {
        trouble("lost the server at " + options.address() + ": " + connection.reason());
      }
    } catch (MqttException e) {
      trouble("cannot reach the server at " + options.address() + ": " + explain(e));
    } catch (RuntimeException e) {
      LOG.error("the uplink failed; it begins again", e);
    } finally {
      connected = false;
    }
  }

  private void pump(UplinkConnection connection) throws MqttException, InterruptedException {
    Semaphore window = new Semaphore(connection.window());
    while (!isClosing() && !connection.isBroken() && refusedWith == 0) {
      connection.tick();
      if (!window.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        continue;
      }
      Optional<Parcel> parcel = nextParcel();
      if (parcel.isEmpty() || isTooLarge(parcel.get(), connection)) {
        window.release();
      } else {
        underWay.add(parcel.get());
        connection.publish(
            parcel.get(),
            (answered, reasonCode) -> {
              answered(answered, reasonCode);
              window.release();
            });
      }
    }
    if (refusedWith != 0) {
      trouble(
          "the server refuses what we send (reason code "
              + refusedWith
              + "): check that gateway "
              + options.gateway()
              + " is registered there; it is kept and sent again");
      refusedWith = 0;
    }
  }

  private Optional<Parcel> nextParcel() throws InterruptedException {
    Parcel repeated = again.poll();
    while (repeated != null && repeated.isSettled()) {
      repeated = again.poll();
    }
    if (repeated != null) {
      return Optional.of(repeated);
    }
    Optional<Parcel> picture = nextPicture();
    return picture.isPresent() ? picture : packer.next(TICK);
  }

  /** One at a time: on a slow link, readings must not wait behind more than one picture. */
  private Optional<Parcel> nextPicture() {
    Parcel last = picture;
    boolean waits = last != null && !last.isSettled();
    if (waits || System.nanoTime() - picturesFromNanos < 0) {
      return Optional.empty();
    }
    Optional<Parcel> next = pictures.oldest().map(Parcel::picture);
    picture = next.orElse(null);
    return next;
  }

  private void answered(Parcel parcel, int reasonCode) {
    if (reasonCode >= REFUSED) {
      refused(parcel, reasonCode);
    } else if (underWay.remove(parcel) && parcel.stored(spool)) {
      sent.increment();
      backOff.reset();
      lastTrouble = "";
    }
  }

  /**
   * A frame that is refused means that the gateway is, so that everything waits; a device's message
   * that is refused must not stop those of the others.
   */
  private void refused(Parcel parcel, int reasonCode) {
    String reason =
        "the server refuses it with reason code %d: check that its device is registered there behind gateway %s"
            .formatted(reasonCode, options.gateway());
    if (parcel.isPicture() && reasonCode == QUOTA_EXCEEDED) {
      // It stays where it waits; readings go on.
      underWay.remove(parcel);
      picturesFromNanos = System.nanoTime() + options.longestDelay().toNanos();
      picture = null;
    } else if (parcel.isOfOneDevice()
        && FOR_GOOD.contains(reasonCode)
        && setAside(parcel, reason)) {
      underWay.remove(parcel);
    } else {
      refusedWith = reasonCode;
    }
  }

  /** A packet the server can never take must not stop those behind it. */
  private boolean isTooLarge(Parcel parcel, UplinkConnection connection)
      throws InterruptedException {
    if (parcel.payload().length + PACKET_OVERHEAD <= connection.largestPacket()) {
      return false;
    }
    String reason = "larger than the " + connection.largestPacket() + " bytes the server takes";
    if (!setAside(parcel, reason)) {
      again.add(parcel);
      Thread.sleep(TICK.toMillis());
    }
    return true;
  }

  /** Puts a parcel into the quarantine; false if that cannot be written. */
  private boolean setAside(Parcel parcel, String reason) {
    try {
      quarantine.addAll(
          List.of(
              new QuarantineItem(
                  QuarantineItem.Kind.REFUSED,
                  parcel.topic(),
                  options.gateway(),
                  clock.millis(),
                  reason,
                  parcel.payload())));
    } catch (SQLException e) {
      LOG.warn("cannot set aside what the server does not take; tries again later", e);
      return false;
    }
    parcel.refused(spool);
    LOG.warn("a message to {} is in the quarantine: {}", parcel.topic(), reason);
    return true;
  }

  private void awaitLastAnswers(UplinkConnection connection) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_WAIT_MILLIS);
    while (!underWay.isEmpty() && !connection.isBroken() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private void trouble(String what) {
    if (!what.equals(lastTrouble)) {
      LOG.warn("{}; readings wait in the spool", what);
      lastTrouble = what;
    }
  }

  private String explain(MqttException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof SSLException) {
      return "no trusted connection, because "
          + cause.getMessage()
          + "; check that its certificate is valid, names this address, and is signed by an "
          + options
              .authority()
              .map(only -> "authority in " + only + " (--server-ca)")
              .orElse("authority that Java knows, or give its authority as --server-ca");
    }
    return cause == null ? String.valueOf(failure.getMessage()) : cause.toString();
  }
}
