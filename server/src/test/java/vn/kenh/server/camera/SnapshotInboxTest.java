package vn.kenh.server.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.mqtt.InboxFullException;
import vn.kenh.server.registry.Database;

final class SnapshotInboxTest {

  private static final Instant RECEIVED = Instant.parse("2026-11-22T05:00:00Z");
  private static final byte[] PICTURE = TestPictures.jpeg(64, 48, 1);

  @TempDir private Path folder;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private Database database;
  private SnapshotStore store;
  private SnapshotInbox inbox;

  @BeforeEach
  void open() throws Exception {
    database = Database.sqlite(folder.resolve("kenh.db"));
    store = new SnapshotStore(folder.resolve("snapshots"), database);
    inbox =
        new SnapshotInbox(store, (message, reason) -> refused.add(message.topic() + " " + reason));
  }

  @AfterEach
  void close() {
    inbox.close();
    database.close();
  }

  @Test
  void aPictureIsAcknowledgedOnlyWhenItIsStoredAndListed() {
    AtomicInteger listed = new AtomicInteger();
    inbox.accept(
        message("kenh/cam/snapshot", PICTURE, Map.of()),
        () -> {
          listed.set(
              store.newest("cam").filter(s -> Files.exists(store.file(s))).isPresent() ? 1 : -1);
          acknowledged.incrementAndGet();
        });
    awaitAcknowledged(1);
    assertThat(listed).hasValue(1);
    assertThat(store.newest("cam").orElseThrow().taken()).isEqualTo(RECEIVED);
    assertThat(inbox.stored()).isEqualTo(1);
  }

  @Test
  void theTimeOfCaptureComesFromTheTopicOrTheUserProperty() {
    accept("kenh/a/snapshot/1795300000123", PICTURE, Map.of());
    accept("kenh/b/snapshot", PICTURE, Map.of("time", "2026-11-22T06:30:00.5+07:00"));
    accept("kenh/c/snapshot", PICTURE, Map.of("time", "1795300000456"));
    awaitAcknowledged(3);
    assertThat(store.newest("a").orElseThrow().taken().toEpochMilli()).isEqualTo(1795300000123L);
    assertThat(store.newest("b").orElseThrow().taken()).isEqualTo("2026-11-21T23:30:00.500Z");
    assertThat(store.newest("c").orElseThrow().taken().toEpochMilli()).isEqualTo(1795300000456L);
    assertThat(refused).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kenh/cam/snapshot/yesterday",
        "kenh/cam/snapshot/",
        "kenh/cam/snapshot/1795300000",
        "kenh/cam/snapshot/0",
        "kenh/cam/snapshot/4102444799999",
        "kenh/cam/snapshot/1/2",
        "kenh//snapshot",
        "other/cam/snapshot"
      })
  void aWrongTimeOrTopicGoesToQuarantine(String topic) {
    accept(topic, PICTURE, Map.of("time", "also not used"));
    awaitAcknowledged(1);
    assertThat(refused).hasSize(1);
    assertThat(store.newest("cam")).isEmpty();
    assertThat(inbox.quarantined()).isEqualTo(1);
  }

  @Test
  void whatIsNoPictureGoesToQuarantineAndThePicturesBehindItAreStored() {
    accept("kenh/cam/snapshot", "no picture".getBytes(StandardCharsets.UTF_8), Map.of());
    accept("kenh/cam/snapshot", new byte[0], Map.of());
    accept("kenh/cam/snapshot", PICTURE, Map.of());
    awaitAcknowledged(3);
    assertThat(refused).hasSize(2).allMatch(reason -> reason.contains("neither JPEG nor PNG"));
    assertThat(store.newest("cam")).isPresent();
  }

  @Test
  void theAcknowledgementWaitsUntilTheDiskTakesThePicture() throws Exception {
    Path snapshots = folder.resolve("snapshots");
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(snapshots, elsewhere);
    Files.writeString(snapshots, "a file where the folder should be");
    accept("kenh/cam/snapshot", PICTURE, Map.of());
    await().during(Duration.ofMillis(600)).until(() -> acknowledged.get() == 0);
    Files.delete(snapshots);
    Files.move(elsewhere, snapshots);
    awaitAcknowledged(1);
    assertThat(store.newest("cam")).isPresent();
  }

  @Test
  void whenTooManyWaitTheRestIsRefusedToTheCaller() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    inbox.close();
    inbox =
        new SnapshotInbox(
            store,
            (message, reason) -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                throw new SQLException(e);
              }
            });
    int sent = 48;
    byte[] megabyte = new byte[1 << 20];
    int turnedAway = 0;
    for (int i = 0; i < sent; i++) {
      try {
        accept("kenh/cam/snapshot", megabyte, Map.of());
      } catch (InboxFullException e) {
        turnedAway++;
      }
    }
    assertThat(sent - turnedAway).isEqualTo(31); // of 32 MiB
    assertThat(inbox.turnedAway()).isEqualTo(turnedAway);
    release.countDown();
    awaitAcknowledged(sent - turnedAway);
    assertThat(inbox.quarantined()).isEqualTo(sent - turnedAway);
  }

  private void accept(String topic, byte[] payload, Map<String, String> properties) {
    inbox.accept(message(topic, payload, properties), acknowledged::incrementAndGet);
  }

  private static Message message(String topic, byte[] payload, Map<String, String> properties) {
    return new Message(topic, payload, RECEIVED.toEpochMilli(), properties);
  }

  private void awaitAcknowledged(int count) {
    await().until(() -> acknowledged.get() == count);
  }
}
