package vn.kenh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.spool.Counter;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolOptions;

final class RelayInboxTest {

  private static final long RECEIVED = Instant.parse("2026-11-22T05:00:00Z").toEpochMilli();
  private static final byte[] PICTURE = {1, 2, 3};

  @TempDir private Path folder;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private Quarantine quarantine;
  private Spool spool;
  private RelayInbox inbox;

  @BeforeEach
  void open() {
    Clock clock = Clock.systemUTC();
    quarantine =
        Quarantine.open(folder.resolve("quarantine.db"), QuarantineOptions.defaults(), clock);
    spool = Spool.open(folder.resolve("spool"), SpoolOptions.defaults(), quarantine, clock);
    inbox = new RelayInbox(spool);
  }

  @AfterEach
  void close() {
    spool.close();
    quarantine.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1795300000456, 1795300000456",
    "2026-11-22T06:30:00.5+07:00, 1795303800500",
    "2026-11-21T23:30:00.5Z, 1795303800500",
    "'', 1795323600000"
  })
  void thePictureIsHandedOnWithTheTimeOfCaptureInItsTopic(String time, long millis)
      throws Exception {
    accept("kenh/cam/snapshot", Map.of("time", time));
    assertThat(spool.take(Duration.ofSeconds(10)).orElseThrow().topic())
        .isEqualTo("kenh/cam/snapshot/" + millis);
    assertThat(quarantine.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "1795300000", "2026-11-22T06:30:00"})
  void aPictureWhoseTimeIsNoneGoesToQuarantine(String time) throws Exception {
    accept("kenh/cam/snapshot", Map.of("time", time));
    await().until(() -> acknowledged.get() == 1);
    QuarantineItem item = quarantine.list(10, 0).get(0);
    assertThat(item.topic()).isEqualTo("kenh/cam/snapshot");
    assertThat(item.device()).isEqualTo("cam");
    assertThat(item.error()).contains(time);
    assertThat(item.payload()).isEqualTo(PICTURE);
    assertThat(spool.take(Duration.ofMillis(100))).isEmpty();
    assertThat(spool.ledger().get(Counter.MESSAGES_QUARANTINED)).isEqualTo(1);
  }

  @Test
  void otherMessagesKeepTheirTopic() throws Exception {
    accept("kenh/d1/ack", Map.of("time", "yesterday"));
    assertThat(spool.take(Duration.ofSeconds(10)).orElseThrow().topic()).isEqualTo("kenh/d1/ack");
  }

  private void accept(String topic, Map<String, String> properties) {
    inbox.accept(new Message(topic, PICTURE, RECEIVED, properties), acknowledged::incrementAndGet);
  }
}
