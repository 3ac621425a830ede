package vn.kenh.server.camera;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.mqtt.InboxFullException;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.reading.DeviceIds;
import vn.kenh.gateway.reading.Timestamps;
import vn.kenh.server.camera.BadPictureException.Reason;

/**
 * Takes pictures from {@code kenh/{device}/snapshot}, with the time of capture as MQTT 5 user
 * property {@code time}, and from {@code kenh/{device}/snapshot/{epoch-ms}}; without either the
 * time of receipt counts. What is no picture goes to quarantine and is acknowledged.
 *
 * <p>A picture is acknowledged once it is stored. Where the disk or the database refuses, it is
 * tried again until they do not, and its acknowledgement waits. A picture that finds too many bytes
 * waiting is refused: a camera that wants to be sure sends it again.
 */
public final class SnapshotInbox implements MessageInbox, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotInbox.class);

  private static final String ROOT = "kenh/";
  private static final String KIND = "snapshot";
  private static final String TIME = "time";
  private static final int WORKERS = 2;

  /** Bytes of pictures that wait in memory or are being stored: sixteen of the largest. */
  private static final long MAX_WAITING_BYTES = 32L << 20;

  /** What a message takes in memory besides its picture, about. */
  private static final long MESSAGE_BYTES = 1024;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final SnapshotStore store;
  private final RefusedPictures refused;
  private final ThreadPoolExecutor workers;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong quarantined = new AtomicLong();
  private final AtomicLong turnedAway = new AtomicLong();
  private final AtomicBoolean full = new AtomicBoolean();

  public SnapshotInbox(SnapshotStore store, RefusedPictures refused) {
    this.store = store;
    this.refused = refused;
    this.workers =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, "kenh-snapshots"));
  }

  @Override
  public void accept(Message message, Runnable onDurable) {
    long bytes = message.payload().length + MESSAGE_BYTES;
    if (waitingBytes.addAndGet(bytes) > MAX_WAITING_BYTES) {
      waitingBytes.addAndGet(-bytes);
      turnAway("too many pictures wait to be stored; send this one again");
    }
    try {
      workers.execute(() -> take(message, bytes, onDurable));
    } catch (RejectedExecutionException e) {
      waitingBytes.addAndGet(-bytes);
      turnAway("the server is going down; send this picture again");
    }
  }

  /** Pictures stored since the start. */
  public long stored() {
    return stored.get();
  }

  /** Messages sent to quarantine since the start. */
  public long quarantined() {
    return quarantined.get();
  }

  /** Messages refused without acknowledgement since the start, because too many waited. */
  public long turnedAway() {
    return turnedAway.get();
  }

  /** Ends; pictures not stored by then stay without acknowledgement. */
  @Override
  public void close() {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("a picture is still being stored");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turnAway(String why) {
    turnedAway.incrementAndGet();
    if (!full.getAndSet(true)) {
      LOG.warn("pictures are turned away: {}", why);
    }
    throw new InboxFullException(why);
  }

  private void take(Message message, long bytes, Runnable onDurable) {
    try {
      if (!keepTrying(message)) {
        return;
      }
    } finally {
      waitingBytes.addAndGet(-bytes);
      full.set(false);
    }
    onDurable.run();
  }

  /** Stores or quarantines the message, however long that takes; false if this inbox is closed. */
  private boolean keepTrying(Message message) {
    Duration pause = FIRST_PAUSE;
    while (!settle(message)) {
      try {
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
    return true;
  }

  /** Stores or quarantines the message; false if neither could be done now. */
  private boolean settle(Message message) {
    try {
      try {
        store(message);
        stored.incrementAndGet();
      } catch (BadPictureException e) {
        refused.add(message, String.valueOf(e.getMessage()));
        quarantined.incrementAndGet();
      }
      return true;
    } catch (IOException | SQLException | JdbiException e) {
      LOG.warn("{} cannot be stored now, its acknowledgement waits", message.topic(), e);
      return false;
    }
  }

  private void store(Message message) throws BadPictureException, IOException {
    String[] levels = message.topic().split("/", -1);
    boolean ours =
        message.topic().startsWith(ROOT)
            && (levels.length == 3 || levels.length == 4)
            && levels[2].equals(KIND)
            && DeviceIds.isValid(levels[1]);
    if (!ours) {
      throw new BadPictureException(
          Reason.NOT_A_PICTURE, "not published to kenh/{device}/snapshot or …/snapshot/{epoch-ms}");
    }
    Instant received = Instant.ofEpochMilli(message.receivedMillis());
    String property = message.userProperties().getOrDefault(TIME, "");
    Instant taken =
        levels.length == 4 ? time(levels[3]) : property.isEmpty() ? received : time(property);
    store.store(levels[1], taken, received, message.payload());
  }

  private static Instant time(String text) throws BadPictureException {
    try {
      return Instant.ofEpochMilli(Timestamps.parse(text));
    } catch (IllegalArgumentException e) {
      throw new BadPictureException(Reason.WRONG_TIME, String.valueOf(e.getMessage()), e);
    }
  }
}
