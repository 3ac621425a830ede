package vn.kenh.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.intake.KeyBudget;
import vn.kenh.gateway.mqtt.MessageInbox;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolOptions;

final class InboxesTest {

  private static final String LINE = "telemetry,device=d9 soil_ph=6.1 1795300000000\n";

  @TempDir private Path folder;
  private final Clock clock = Clock.systemUTC();
  private final AtomicInteger durable = new AtomicInteger();
  private Quarantine quarantine;
  private KeyBudget keys;
  private Spool spool;
  private Inboxes inboxes;

  @BeforeEach
  void open() {
    quarantine =
        Quarantine.open(folder.resolve("quarantine.db"), QuarantineOptions.defaults(), clock);
    keys = KeyBudget.open(folder.resolve("keys.db"));
    spool = Spool.open(folder.resolve("spool"), SpoolOptions.defaults(), quarantine, clock);
    inboxes = new Inboxes(spool, keys, answers -> answers, clock);
  }

  @AfterEach
  void close() {
    spool.close();
    keys.close();
    quarantine.close();
  }

  @Test
  void aFrameOfAnotherGatewayComesThroughABroker() throws Exception {
    publish(inboxes.ofBrokers());
    assertThat(spool.take(Duration.ofSeconds(10)).orElseThrow().body())
        .asString(UTF_8)
        .isEqualTo(LINE);
    assertThat(quarantine.size()).isZero();
  }

  @Test
  void aDeviceThatConnectsHereReportsForItselfAlone() throws Exception {
    publish(inboxes.ofDevices());
    await().until(() -> durable.get() == 1);
    assertThat(quarantine.list(10, 0))
        .singleElement()
        .satisfies(item -> assertThat(item.error()).contains("not registered behind gw2"));
  }

  private void publish(MessageInbox inbox) {
    inbox.accept(
        new Message("kenh/gw2/frame", LINE.getBytes(UTF_8), clock.millis()),
        durable::incrementAndGet);
  }
}
