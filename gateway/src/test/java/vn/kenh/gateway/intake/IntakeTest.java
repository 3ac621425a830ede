package vn.kenh.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.gateway.codec.Codecs;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.codec.PayloadCodec;
import vn.kenh.gateway.codec.ReadingOutput;
import vn.kenh.gateway.reading.LineProtocolWriter;
import vn.kenh.gateway.spool.Counter;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolEntry;
import vn.kenh.gateway.spool.SpoolOptions;

final class IntakeTest {

  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final long NOW_MILLIS = NOW.toEpochMilli();

  @TempDir Path folder;
  private Quarantine quarantine;
  private Spool spool;
  private KeyBudget keys;
  private Intake intake;

  @BeforeEach
  void open() {
    quarantine =
        Quarantine.open(folder.resolve("quarantine.db"), QuarantineOptions.defaults(), CLOCK);
    spool = Spool.open(folder.resolve("spool"), SpoolOptions.defaults(), quarantine, CLOCK);
    keys = KeyBudget.open(folder.resolve("keys.db"));
    intake = intake(PointTags.NONE);
  }

  @AfterEach
  void close() {
    spool.close();
    keys.close();
    quarantine.close();
  }

  @Test
  void aMessageBecomesOneLine() throws Exception {
    assertThat(linesOf("{\"time\":1763794800000,\"soil_moisture\":31.5,\"valve_open\":true}"))
        .isEqualTo("telemetry,device=p1 soil_moisture=31.5,valve_open=1 1763794800000\n");
  }

  @Test
  void aReadingWithoutATimeGetsTheTimeOfArrival() throws Exception {
    assertThat(linesOf("{\"soil_moisture\":31.5}"))
        .isEqualTo("telemetry,device=p1 soil_moisture=31.5 " + NOW_MILLIS + "\n");
  }

  @Test
  void pointsGetTheTagsOfTheirDevice() throws Exception {
    byte[] tags = LineProtocolWriter.tags(Map.of("farm", "f 1"));
    intake = intake(device -> tags);
    assertThat(linesOf("{\"soil_ph\":6}"))
        .isEqualTo("telemetry,device=p1,farm=f\\ 1 soil_ph=6 " + NOW_MILLIS + "\n");
  }

  @Test
  void onlyTheImpossibleValueIsSetAside() throws Exception {
    assertThat(linesOf("{\"soil_moisture\":131,\"soil_ph\":6}"))
        .isEqualTo("telemetry,device=p1 soil_ph=6 " + NOW_MILLIS + "\n");
    QuarantineItem item = quarantine.list(10, 0).get(0);
    assertThat(item.kind()).isEqualTo(QuarantineItem.Kind.VALUE);
    assertThat(item.device()).isEqualTo("p1");
    assertThat(item.error()).isEqualTo("soil_moisture is outside 0.0 to 100.0 %");
    assertThat(item.payload())
        .asString(UTF_8)
        .isEqualTo("telemetry,device=p1 soil_moisture=131.0 " + NOW_MILLIS + "\n");
    assertThat(count(Counter.VALUES_QUARANTINED)).isEqualTo(1);
    assertThat(count(Counter.MESSAGES_DECODED)).isEqualTo(1);
  }

  @Test
  void aPointOfAnImpossibleTimeIsSetAsideAndTheNextIsKept() throws Exception {
    long future = NOW_MILLIS + Duration.ofHours(25).toMillis();
    assertThat(
            linesOf(
                "[{\"time\":"
                    + future
                    + ",\"soil_ph\":5},{\"time\":1000,\"soil_ph\":4},{\"soil_ph\":6}]"))
        .isEqualTo("telemetry,device=p1 soil_ph=6 " + NOW_MILLIS + "\n");
    assertThat(quarantine.list(10, 0))
        .extracting(QuarantineItem::error)
        .containsExactly(
            "the time is more than 24 hours ahead: the device's clock is wrong",
            "the time is before the year 2000: the device's clock is not set");
  }

  @Test
  void aMessageNobodyCanReadIsKeptWholeAndConfirmed() throws Exception {
    byte[] payload = {0, 1, 2, (byte) 0xff};
    accept("kenh/p1/telemetry", payload);
    QuarantineItem item = quarantine.list(10, 0).get(0);
    assertThat(item.kind()).isEqualTo(QuarantineItem.Kind.MESSAGE);
    assertThat(item.payload()).isEqualTo(payload);
    assertThat(item.topic()).isEqualTo("kenh/p1/telemetry");
    assertThat(item.receivedMillis()).isEqualTo(NOW_MILLIS);
    assertThat(count(Counter.MESSAGES_QUARANTINED)).isEqualTo(1);
    assertThat(spool.take(Duration.ZERO)).isEmpty();
  }

  @Test
  void aTopicOfNoFormatGoesToTheQuarantine() throws Exception {
    accept("weather/station", "1".getBytes(UTF_8));
    assertThat(quarantine.list(10, 0).get(0).error()).contains("weather/station");
  }

  @Test
  void aCodecThatFailsCostsItsMessageOnly() throws Exception {
    PayloadCodec faulty =
        new PayloadCodec() {
          @Override
          public String name() {
            return "faulty";
          }

          @Override
          public boolean handles(String topic) {
            return true;
          }

          @Override
          public void decode(Message message, ReadingOutput output) {
            output.point("p1", NOW_MILLIS);
            output.value("soil_ph", 6);
            recurse(1);
          }

          private int recurse(int depth) {
            return depth == 0 ? 0 : recurse(depth + 1) + 1;
          }
        };
    Intake broken =
        new Intake(
            topic -> topic.endsWith("bad") ? Optional.of(faulty) : Codecs.standard().find(topic),
            spool,
            keys,
            PointTags.NONE,
            (gateway, device) -> false,
            DurableListener.NONE,
            CLOCK);
    accept(broken, "kenh/p1/bad", new byte[1]);
    accept(broken, "kenh/p1/telemetry", "{\"soil_ph\":7}".getBytes(UTF_8));
    assertThat(take()).isEqualTo("telemetry,device=p1 soil_ph=7 " + NOW_MILLIS + "\n");
    assertThat(quarantine.list(10, 0).get(0).error()).contains("StackOverflowError");
  }

  @Test
  void aDeviceMayHaveAHundredKeysOfItsOwnEvenAcrossARestart() throws Exception {
    StringBuilder json = new StringBuilder("{\"soil_ph\":6");
    for (int i = 0; i < 150; i++) {
      json.append(",\"key_a").append(i).append("\":1");
    }
    linesOf(json.append('}').toString());
    assertThat(count(Counter.READINGS_SPOOLED)).isEqualTo(101);
    keys.close();
    keys = KeyBudget.open(folder.resolve("keys.db"));
    intake = intake(PointTags.NONE);
    assertThat(linesOf("{\"key_a0\":1,\"other\":2}")).contains("key_a0=1").doesNotContain("other");
  }

  @Test
  void twoKeysThatBecomeOneNameKeepTheFirst() throws Exception {
    assertThat(linesOf("{\"tankLevel\":1,\"tank_level\":2}")).contains("tank_level=1 ");
    assertThat(quarantine.list(10, 0).get(0).error()).contains("two keys");
  }

  @Test
  void textIsCountedAndLeftOut() throws Exception {
    linesOf("{\"soil_ph\":6,\"firmware\":\"1.2\"}");
    assertThat(count(Counter.TEXTS_IGNORED)).isEqualTo(1);
  }

  @Test
  void aFrameMayOnlySpeakForDevicesBehindItsGateway() throws Exception {
    accept(
        "kenh/g1/frame",
        """
        telemetry,device=mine soil_ph=6 1763794800000
        telemetry,device=foreign soil_ph=5,soil_moisture=3 1763794800000
        telemetry,device=g1 battery_level=90 1763794800000
        """
            .getBytes(UTF_8));
    assertThat(take())
        .isEqualTo(
            """
            telemetry,device=mine soil_ph=6 1763794800000
            telemetry,device=g1 battery_level=90 1763794800000
            """);
    QuarantineItem item = quarantine.list(10, 0).get(0);
    assertThat(item.error()).isEqualTo("device foreign is not registered behind g1");
    assertThat(item.payload())
        .asString(UTF_8)
        .isEqualTo(
            """
            telemetry,device=foreign soil_ph=5.0 1763794800000
            telemetry,device=foreign soil_moisture=3.0 1763794800000
            """);
  }

  @Test
  void aReplayedItemLeavesTheQuarantineOnlyWhenItCanBeRead() throws Exception {
    quarantine.addAll(
        List.of(
            new QuarantineItem(
                QuarantineItem.Kind.VALUE,
                "kenh/p1/frame",
                "p1",
                NOW_MILLIS - 5,
                "was out of range",
                "telemetry,device=p1 soil_ph=6\n".getBytes(UTF_8)),
            new QuarantineItem(
                QuarantineItem.Kind.MESSAGE,
                "kenh/p1/telemetry",
                "p1",
                NOW_MILLIS,
                "no",
                "{".getBytes(UTF_8))));
    QuarantineReplay.Result result = new QuarantineReplay(quarantine, intake).replayAll();
    assertThat(result).isEqualTo(new QuarantineReplay.Result(1, 1));
    assertThat(take()).isEqualTo("telemetry,device=p1 soil_ph=6 " + (NOW_MILLIS - 5) + "\n");
    Awaitility.await().until(() -> quarantine.size() == 1);
    assertThat(quarantine.list(10, 0).get(0).payload()).asString(UTF_8).isEqualTo("{");
    assertThat(count(Counter.ITEMS_REPLAYED)).isEqualTo(1);
    assertThat(count(Counter.MESSAGES_RECEIVED)).isZero();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatComesBackDuringAReplayWaitsForTheNextOne() throws Exception {
    QuarantineItem item =
        new QuarantineItem(
            QuarantineItem.Kind.REFUSED,
            "kenh/p1/frame",
            "p1",
            NOW_MILLIS,
            "field type conflict",
            "telemetry,device=p1 soil_ph=6\n".getBytes(UTF_8));
    Intake refusedAgain =
        new Intake(
            topic -> {
              putIntoQuarantine(item);
              return Codecs.standard().find(topic);
            },
            spool,
            keys,
            PointTags.NONE,
            (gateway, device) -> false,
            frame -> {},
            CLOCK);
    quarantine.addAll(List.of(item, item));
    assertThat(new QuarantineReplay(quarantine, refusedAgain).replayAll())
        .isEqualTo(new QuarantineReplay.Result(2, 0));
    Awaitility.await().until(() -> quarantine.size() == 2);
  }

  @Test
  void listenersHearOfReadingsOnceTheyAreDurable() throws Exception {
    List<Integer> heard = new ArrayList<>();
    Intake told =
        new Intake(
            Codecs.standard()::find,
            spool,
            keys,
            PointTags.NONE,
            (gateway, device) -> false,
            frame -> {
              synchronized (heard) {
                heard.add(frame.readings());
              }
            },
            CLOCK);
    accept(told, "kenh/p1/telemetry", "{\"soil_ph\":7,\"soil_moisture\":3}".getBytes(UTF_8));
    Awaitility.await()
        .untilAsserted(
            () -> {
              synchronized (heard) {
                assertThat(heard).containsExactly(2);
              }
            });
  }

  @Test
  void messagesOfOtherKindsGoTheirOwnWay() {
    List<String> telemetry = new ArrayList<>();
    List<String> pictures = new ArrayList<>();
    MessageRouter router =
        new MessageRouter(
            (message, done) -> telemetry.add(message.topic()),
            Map.of("snapshot", (message, done) -> pictures.add(message.topic())));
    for (String topic :
        List.of("kenh/a/telemetry", "kenh/a/snapshot", "kenh/a/snapshot/17", "other/snapshot")) {
      router.accept(new Message(topic, new byte[0], 0), () -> {});
    }
    assertThat(pictures).containsExactly("kenh/a/snapshot", "kenh/a/snapshot/17");
    assertThat(telemetry).containsExactly("kenh/a/telemetry", "other/snapshot");
  }

  private void putIntoQuarantine(QuarantineItem item) {
    try {
      quarantine.addAll(List.of(item));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Intake intake(PointTags tags) {
    return new Intake(
        Codecs.standard()::find,
        spool,
        keys,
        tags,
        (gateway, device) -> device.equals("mine"),
        DurableListener.NONE,
        CLOCK);
  }

  private String linesOf(String json) throws InterruptedException {
    accept("kenh/p1/telemetry", json.getBytes(UTF_8));
    return take();
  }

  private void accept(String topic, byte[] payload) throws InterruptedException {
    accept(intake, topic, payload);
  }

  private static void accept(Intake to, String topic, byte[] payload) throws InterruptedException {
    CountDownLatch durable = new CountDownLatch(1);
    to.accept(new Message(topic, payload, NOW_MILLIS), durable::countDown);
    assertThat(durable.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private String take() throws InterruptedException {
    SpoolEntry entry = spool.take(Duration.ofSeconds(10)).orElseThrow();
    return new String(entry.body(), UTF_8);
  }

  private long count(Counter counter) {
    return spool.ledger().get(counter);
  }
}
