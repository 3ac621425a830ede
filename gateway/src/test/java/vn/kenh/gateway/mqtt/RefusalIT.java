package vn.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wrong, broken and hostile clients: each gets its defined end, and the others go on. */
final class RefusalIT {

  private final TestListener server =
      new TestListener(
          MqttLimits.defaults().withConnectWithin(Duration.ofSeconds(1)).withConnections(50));

  @AfterEach
  void othersAreStillServed() {
    try (RawClient good = RawClient.version3(server.port, "d9", "good")) {
      good.send(RawClient.publish(4, "kenh/d9/telemetry", 1, 1, "good")).expect("40020001");
      assertThat(server.inbox.payloads()).contains("good");
      assertThat(server.listener.gauges().unacknowledgedMessages()).isZero();
    } finally {
      server.close();
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MqttEndpoint endpoint = MqttEndpoint.plain("127.0.0.1", taken.getLocalPort());
      assertThatThrownBy(() -> TestListener.await(server.listener.listen(endpoint)))
          .hasStackTraceContaining("cannot take MQTT on 127.0.0.1 port " + taken.getLocalPort());
    }
  }

  @Test
  void wrongCredentialsAreRefusedInEachVersionsOwnWords() {
    byte[] name = RawClient.text("d1");
    byte[] wrong = RawClient.text("wrong");
    try (RawClient three = new RawClient(server.port)) {
      three.send(connect("MQTT", 4, 0xC2, RawClient.text("c"), name, wrong)).expect("20020004");
      three.expectEnd();
    }
    try (RawClient five = new RawClient(server.port)) {
      five.send(connect("MQTT", 5, 0xC2, new byte[1], RawClient.text("c"), name, wrong));
      five.expectStart("200086", 0);
    }
    try (RawClient three = new RawClient(server.port)) {
      three.send(connect("MQTT", 4, 2, RawClient.text("c"))).expect("20020005").expectEnd();
    }
    try (RawClient five = new RawClient(server.port)) {
      five.send(connect("MQTT", 5, 2, new byte[1], RawClient.text("c")));
      five.expectStart("200087", 0);
    }
    assertThat(server.listener.gauges().loginsRefused()).isEqualTo(4);
  }

  @Test
  void versionsAndNamesThatAreNotMqttAreRefused() {
    try (RawClient future = new RawClient(server.port)) {
      future.send(connect("MQTT", 6, 2, RawClient.text("c"))).expect("20020001").expectEnd();
    }
    try (RawClient other = new RawClient(server.port)) {
      other.send(connect("AMQP", 4, 2, RawClient.text("c"))).expect("20020001").expectEnd();
    }
    try (RawClient old = new RawClient(server.port)) {
      byte[] id = RawClient.text("c");
      old.send(connect("MQIsdp", 3, 0xC2, id, RawClient.text("d1"), RawClient.text("t")));
      old.expect("20020000");
    }
  }

  @Test
  void clientIdsAreHeldToTheirRules() {
    byte[] login = RawClient.concat(RawClient.text("d1"), RawClient.text("t"));
    try (RawClient longest = new RawClient(server.port)) {
      byte[] id = RawClient.text("x".repeat(256));
      longest.send(connect("MQTT", 4, 0xC2, id, login)).expect("20020000");
    }
    try (RawClient tooLong = new RawClient(server.port)) {
      byte[] id = RawClient.text("x".repeat(257));
      tooLong.send(connect("MQTT", 4, 0xC2, id, login)).expect("20020002").expectEnd();
    }
    try (RawClient tooLong = new RawClient(server.port)) {
      byte[] id = RawClient.text("x".repeat(257));
      tooLong.send(connect("MQTT", 5, 0xC2, new byte[1], id, login));
      tooLong.expectStart("200085", 0);
    }
    try (RawClient nameless = new RawClient(server.port)) {
      nameless.send(connect("MQTT", 4, 0xC2, RawClient.text(""), login)).expect("20020000");
    }
    try (RawClient nameless = new RawClient(server.port)) {
      nameless.send(connect("MQTT", 4, 0xC0, RawClient.text(""), login)).expect("20020002");
    }
    try (RawClient nul = new RawClient(server.port)) {
      nul.send(connect("MQTT", 4, 0xC2, RawClient.text("a\0b"), login)).expectEnd();
    }
  }

  @Test
  void aWillForAnotherDeviceIsRefused() {
    try (RawClient client = new RawClient(server.port)) {
      client.send(
          connect(
              "MQTT",
              4,
              0xC6,
              RawClient.text("c"),
              RawClient.text("kenh/d2/status"),
              RawClient.text("offline"),
              RawClient.text("d1"),
              RawClient.text("t")));
      client.expect("20020005").expectEnd();
    }
  }

  @Test
  void whoeverSaysNothingOrNotConnectIsLetGo() {
    try (RawClient silent = new RawClient(server.port);
        RawClient slow = new RawClient(server.port);
        RawClient rude = new RawClient(server.port)) {
      slow.send(new byte[] {0x10, 60, 0, 4, 'M'});
      rude.send(RawClient.publish(4, "kenh/d1/telemetry", 0, 0, "{}")).expectEnd();
      silent.expectEnd();
      slow.expectEnd();
    }
    assertThat(server.inbox.messages()).isEmpty();
  }

  @Test
  void aSecondConnectEndsTheConnection() {
    byte[] connect = RawClient.connect(5, "d1", "c", true, 0);
    try (RawClient client = new RawClient(server.port).send(connect)) {
      client.expectStart("200000", 0);
      client.send(connect).expectStart("e082", 0);
      client.expectEnd();
    }
  }

  @Test
  void aPacketTooLargeIsRefusedByItsHeader() {
    byte[] hundredMegabytes = {0x32, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x32};
    try (RawClient five = RawClient.version5(server.port, "d1", "c")) {
      five.send(hundredMegabytes).expectStart("e095", 0);
      five.expectEnd();
    }
    try (RawClient three = RawClient.version3(server.port, "d1", "c")) {
      three.send(hundredMegabytes).expectEnd();
    }
    try (RawClient unknown = new RawClient(server.port)) {
      unknown.send(new byte[] {0x10, (byte) 0x80, (byte) 0x80, (byte) 0x10}).expectEnd();
    }
  }

  @Test
  void aMessageOfTwoMebibytesIsTaken() {
    try (RawClient client = RawClient.version3(server.port, "d1", "c")) {
      String payload = "x".repeat(2 * 1024 * 1024);
      client.send(RawClient.publish(4, "kenh/d1/snapshot", 1, 1, payload)).expect("40020001");
    }
    await().until(() -> server.listener.gauges().unacknowledgedBytes() == 0);
  }

  @Test
  void topicsThatNobodyCanPublishToEndTheConnection() {
    for (String topic : new String[] {"kenh/d1/+", "kenh/#", "$SYS/x", "kenh/d1/\0", ""}) {
      try (RawClient client = RawClient.version3(server.port, "d1", "c")) {
        client.send(RawClient.publish(4, topic, 1, 1, "{}")).expectEnd();
      }
      try (RawClient client = RawClient.version5(server.port, "d1", "c")) {
        String packet = client.send(RawClient.publish(5, topic, 1, 1, "{}")).expectStart("e0", 0);
        assertThat(packet.substring(4, 6)).isIn("81", "82", "90");
        client.expectEnd();
      }
    }
    assertThat(server.inbox.messages()).isEmpty();
  }

  @Test
  void noiseNeverHurtsMoreThanItsOwnConnection() {
    SplittableRandom random = new SplittableRandom(4711);
    for (int round = 0; round < 300; round++) {
      byte[] noise = new byte[1 + random.nextInt(400)];
      random.nextBytes(noise);
      try (RawClient client = new RawClient(server.port)) {
        if (round % 2 == 0) {
          int version = round % 4 == 0 ? 4 : 5;
          client.send(RawClient.connect(version, "d1", "c" + round, true, 0));
          client.read();
          // A packet of a known type and a length that fits, with noise inside.
          client.trySend(RawClient.packet((1 + random.nextInt(15)) << 4 | 2, noise));
        }
        client.trySend(noise);
      }
    }
    await().until(() -> server.listener.gauges().connections() == 0);
  }

  @Test
  void moreConnectionsThanAllowedAreClosedAtOnce() {
    RawClient[] clients = new RawClient[50];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = RawClient.version3(server.port, "d" + i, "c");
    }
    try (RawClient oneTooMany = new RawClient(server.port)) {
      oneTooMany.expectEnd();
    }
    for (RawClient client : clients) {
      client.close();
    }
    await().until(() -> server.listener.gauges().connections() == 0);
  }

  @Test
  void whileTheIntakePausesNothingIsReadAndAfterwardsEverything() {
    try (RawClient client = RawClient.version3(server.port, "d1", "c")) {
      server.listener.pause();
      client.send(RawClient.publish(4, "kenh/d1/telemetry", 1, 1, "a")).expect("40020001");
      await().until(() -> server.listener.gauges().pausedConnections() == 1);
      client.send(RawClient.publish(4, "kenh/d1/telemetry", 1, 2, "b"));
      await()
          .during(Duration.ofMillis(500))
          .until(() -> server.inbox.payloads().equals(java.util.List.of("a")));
      server.listener.resume();
      client.expect("40020002");
    }
  }

  private static byte[] connect(String protocol, int version, int flags, byte[]... rest) {
    return RawClient.packet(
        RawClient.CONNECT,
        RawClient.text(protocol),
        new byte[] {(byte) version, (byte) flags, 0, 0},
        RawClient.concat(rest));
  }
}
