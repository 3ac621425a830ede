package vn.kenh.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SessionIT {

  private static final String COMMAND = "kenh/d1/command";
  private static final byte[] PING = {(byte) 0xC0, 0};

  private final TestListener server = new TestListener();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aSubscriberGetsWhatIsPublishedToItsTopics() {
    try (RawClient client = RawClient.version3(server.port, "d1", "c")) {
      client.send(RawClient.subscribe(4, 1, "kenh/d1/+", 1)).expect("9003000101");
      assertThat(publish("open", 1)).isEqualTo(new Delivery(1, 0, 0));
      client.expect(publishHex("32", COMMAND, 1, "open"));
      client.send(new byte[] {0x40, 2, 0, 1});
      await().until(() -> server.listener.gauges().queuedMessages() == 0);
      assertThat(server.listener.publish("kenh/d2/command", new byte[0], 1).reached()).isFalse();
    }
  }

  @Test
  void aClientIdThatManyFightForIsFreeOnceTheyHaveGone() throws Exception {
    byte[] connect = RawClient.connect(5, "d1", "c", true, 0);
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread one =
          new Thread(
              () -> {
                for (int j = 0; j < 100; j++) {
                  try (RawClient client = new RawClient(server.port)) {
                    client.trySend(connect);
                  }
                }
              });
      one.start();
      crowd.add(one);
    }
    for (Thread one : crowd) {
      one.join();
    }
    await()
        .untilAsserted(
            () -> {
              try (RawClient client = RawClient.version5(server.port, "d1", "c")) {
                client.send(PING).expect("d000");
              }
            });
    await().until(() -> server.listener.gauges().connections() == 0);
  }

  @Test
  void aDeviceSubscribesUnderItsOwnIdOnly() {
    try (RawClient client = RawClient.version5(server.port, "d1", "c")) {
      client.send(RawClient.subscribe(5, 1, "kenh/d2/command", 1)).expect("900400010087");
      client.send(RawClient.subscribe(5, 2, "kenh/+/command", 1)).expect("900400020087");
      client.send(RawClient.subscribe(5, 3, "#", 1)).expect("900400030087");
      client.send(RawClient.subscribe(5, 4, "kenh/d1/#/x", 1)).expect("90040004008f");
      client.send(RawClient.subscribe(5, 5, "$share/g/kenh/d1/#", 1)).expect("90040005009e");
      client.send(RawClient.subscribe(5, 6, "kenh/d1/#", 2)).expect("900400060002");
    }
    try (RawClient client = RawClient.version3(server.port, "d1", "c")) {
      client.send(RawClient.subscribe(4, 1, "kenh/d2/command", 1)).expect("9003000180");
    }
  }

  @Test
  void aGatewayNoLongerHearsWhatIsForADeviceThatWasTakenFromIt() {
    try (RawClient gateway = RawClient.version3(server.port, "gw", "c")) {
      gateway.send(RawClient.subscribe(4, 1, COMMAND, 1)).expect("9003000101");
      assertThat(publish("before", 1)).isEqualTo(new Delivery(1, 0, 0));
      gateway.expect(publishHex("32", COMMAND, 1, "before"));
      server.identities.takeAway("d1");
      assertThat(publish("after", 1).reached()).isFalse();
      gateway.send(PING).expect("d000");
    }
  }

  @Test
  void anUnsubscribedTopicIsNotHeardAgain() {
    try (RawClient client = RawClient.version3(server.port, "d1", "c")) {
      client.send(RawClient.subscribe(4, 1, COMMAND, 1)).expect("9003000101");
      client.send(RawClient.packet(0xA2, RawClient.number(2), RawClient.text(COMMAND)));
      client.expect("b0020002");
      assertThat(publish("open", 1).reached()).isFalse();
    }
  }

  @Test
  void anOfflineSessionKeepsItsMessagesAndSendsAgainWhatWasNotAcknowledged() {
    byte[] connect = RawClient.connect(4, "d1", "c", false, 0);
    try (RawClient client = new RawClient(server.port).send(connect).expect("20020000")) {
      client.send(RawClient.subscribe(4, 1, COMMAND, 1)).expect("9003000101");
      publish("one", 1);
      client.expect(publishHex("32", COMMAND, 1, "one"));
    }
    await().until(() -> server.listener.gauges().connections() == 0);
    assertThat(publish("two", 1)).isEqualTo(new Delivery(0, 1, 0));
    assertThat(publish("not kept", 0)).isEqualTo(new Delivery(0, 0, 1));
    try (RawClient client = new RawClient(server.port).send(connect).expect("20020100")) {
      client.expect(publishHex("3a", COMMAND, 1, "one"));
      client.expect(publishHex("32", COMMAND, 2, "two"));
      client.send(new byte[] {0x40, 2, 0, 1, 0x40, 2, 0, 2});
      await().until(() -> server.listener.gauges().queuedMessages() == 0);
    }
    try (RawClient fresh = RawClient.version3(server.port, "d1", "c")) {
      assertThat(publish("three", 1).reached()).isFalse();
      fresh.send(PING).expect("d000");
    }
  }

  @Test
  void aQosTwoMessageIsReleasedAgainAfterAResume() {
    byte[] connect = RawClient.connect(4, "d1", "c", false, 0);
    try (RawClient client = new RawClient(server.port).send(connect).expect("20020000")) {
      client.send(RawClient.subscribe(4, 1, COMMAND, 2)).expect("9003000102");
      publish("one", 2);
      client.expect(publishHex("34", COMMAND, 1, "one"));
      client.send(new byte[] {0x50, 2, 0, 1}).expect("62020001");
    }
    try (RawClient client = new RawClient(server.port).send(connect).expect("20020100")) {
      client.expect("62020001");
      client.send(new byte[] {0x70, 2, 0, 1});
      await().until(() -> server.listener.gauges().queuedMessages() == 0);
    }
  }

  @Test
  void theQueueOfASlowSubscriberIsBounded() {
    byte[] connect = RawClient.connect(4, "d1", "c", false, 0);
    try (RawClient client = new RawClient(server.port).send(connect).expect("20020000")) {
      client.send(RawClient.subscribe(4, 1, COMMAND, 1)).expect("9003000101");
    }
    await().until(() -> server.listener.gauges().connections() == 0);
    int limit = MqttLimits.defaults().queuedMessages();
    for (int i = 0; i < limit; i++) {
      assertThat(publish("x", 1).queued()).isEqualTo(1);
    }
    assertThat(publish("x", 1)).isEqualTo(new Delivery(0, 0, 1));
    assertThat(server.listener.gauges().queuedMessages()).isEqualTo(limit);
  }

  @Test
  void theSameClientTakesItsSessionOverAndAnotherDeviceDoesNot() {
    try (RawClient first = RawClient.version5(server.port, "d1", "c");
        RawClient other = RawClient.version5(server.port, "d2", "c")) {
      try (RawClient second = RawClient.version5(server.port, "d1", "c")) {
        first.expectStart("e08e", 0);
        first.expectEnd();
        other.send(PING).expect("d000");
        second.send(PING).expect("d000");
      }
      await()
          .until(
              () ->
                  server.comings.stream().filter(one -> one.startsWith("-d1")).toList().size()
                      == 2);
      assertThat(server.comings)
          .containsSubsequence("+d1", "-d1 TAKEN_OVER", "+d1", "-d1 CONNECTION_LOST")
          .doesNotContain("-d2 TAKEN_OVER");
    }
  }

  @Test
  void theWillOfATakenOverConnectionComesBeforeWhatTheNextOneSays() {
    RawClient first = new RawClient(server.port).send(withWill(4, "offline", 0)).expect("20020000");
    byte[] online = RawClient.publish(4, "kenh/d1/status", 1, 1, "online");
    try (RawClient second = new RawClient(server.port)) {
      second.send(RawClient.concat(withWill(4, "offline", 0), online));
      second.expect("20020000").expect("40020001");
      assertThat(server.inbox.payloads()).containsExactly("offline", "online");
    }
    await().until(() -> server.inbox.payloads().size() == 3);
    first.close();
  }

  @Test
  void aWillIsPublishedWhenAConnectionIsLostAndNotAfterAGoodBye() {
    try (RawClient client = new RawClient(server.port).send(withWill(4, "gone", 0))) {
      client.expect("20020000").send(new byte[] {(byte) 0xE0, 0}).expectEnd();
    }
    await().until(() -> server.comings.contains("-d1 CLIENT"));
    assertThat(server.inbox.messages()).isEmpty();
    new RawClient(server.port).send(withWill(4, "gone", 0)).expect("20020000").close();
    await().until(() -> server.inbox.payloads().contains("gone"));
    assertThat(server.inbox.messages().get(0).topic()).isEqualTo("kenh/d1/status");
  }

  @Test
  void aDelayedWillIsWithdrawnWhenTheClientReturnsInTime() {
    RawClient first = new RawClient(server.port).send(withWill(5, "late", 2));
    first.expectStart("200000", 0);
    first.close();
    await().until(() -> server.listener.gauges().connections() == 0);
    RawClient second = new RawClient(server.port).send(withWill(5, "late", 2));
    second.expectStart("200100", 0);
    assertThat(server.inbox.messages()).isEmpty();
    second.close();
    await().until(() -> server.inbox.payloads().contains("late"));
  }

  @Test
  void aSilentClientIsLetGoAfterOneAndAHalfTimesItsKeepAlive() {
    long start = System.nanoTime();
    try (RawClient client =
        new RawClient(server.port).send(RawClient.connect(5, "d1", "c", true, 1))) {
      client.expectStart("200000", 0);
      client.expectStart("e08d", 0);
      assertThat(System.nanoTime() - start).isGreaterThan(1_500_000_000L);
    }
    await().until(() -> server.comings.contains("-d1 TIMEOUT"));
  }

  @Test
  void aClientThatWeDoNotReadIsNotSilent() {
    byte[] connect = RawClient.connect(4, "d1", "c", true, 1);
    try (RawClient client = new RawClient(server.port).send(connect).expect("20020000")) {
      server.listener.pause();
      client.send(RawClient.publish(4, "kenh/d1/telemetry", 1, 1, "a")).expect("40020001");
      client.send(PING);
      await()
          .during(Duration.ofSeconds(3))
          .until(() -> server.listener.gauges().connections() == 1);
      server.listener.resume();
      client.expect("d000");
    }
  }

  @Test
  void mqttFiveIsToldWhatWasChanged() {
    byte[] expiry = {0x11, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    try (RawClient client =
        new RawClient(server.port).send(RawClient.connect(5, "d1", "", true, 0, expiry))) {
      String answer = client.expectStart("200000", 0);
      assertThat(answer)
          .contains("11" + "00015180") // session expiry: a day
          .contains("13" + "04b0") // server keep-alive: 20 minutes
          .contains(HexFormat.of().formatHex("assigned-".getBytes(UTF_8)));
    }
  }

  @Test
  void theOperatorCanHangUp() {
    try (RawClient client = RawClient.version5(server.port, "d1", "c")) {
      server.listener.disconnect("d1");
      client.expectStart("e098", 0);
    }
  }

  @Test
  void aMessageThatExpiredIsNotSent() {
    byte[] connect = RawClient.connect(4, "d1", "c", false, 0);
    try (RawClient client = new RawClient(server.port).send(connect).expect("20020000")) {
      client.send(RawClient.subscribe(4, 1, COMMAND, 1)).expect("9003000101");
    }
    await().until(() -> server.listener.gauges().connections() == 0);
    server.listener.publish(COMMAND, "old".getBytes(UTF_8), 1, Duration.ZERO);
    publish("new", 1);
    try (RawClient client = new RawClient(server.port).send(connect).expect("20020100")) {
      client.expect(publishHex("32", COMMAND, 1, "new"));
    }
  }

  private Delivery publish(String payload, int qos) {
    return server.listener.publish(COMMAND, payload.getBytes(UTF_8), qos);
  }

  private static String publishHex(String type, String topic, int packetId, String payload) {
    byte[] packet =
        RawClient.packet(
            Integer.parseInt(type, 16),
            RawClient.text(topic),
            RawClient.number(packetId),
            payload.getBytes(UTF_8));
    return HexFormat.of().formatHex(packet);
  }

  private static byte[] withWill(int version, String payload, int delaySeconds) {
    byte[] sessionExpiry = {5, 0x11, 0, 0, 0, 60};
    byte[] delay = {5, 0x18, 0, 0, 0, (byte) delaySeconds};
    boolean five = version == 5;
    return RawClient.packet(
        RawClient.CONNECT,
        RawClient.text("MQTT"),
        new byte[] {(byte) version, (byte) (five ? 0xC4 : 0xC6), 0, 0},
        five ? sessionExpiry : new byte[0],
        RawClient.text("c"),
        five ? delay : new byte[0],
        RawClient.text("kenh/d1/status"),
        RawClient.text(payload),
        RawClient.text("d1"),
        RawClient.text("t"));
  }
}
