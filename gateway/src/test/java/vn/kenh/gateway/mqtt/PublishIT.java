package vn.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PublishIT {

  private final TestListener server = new TestListener(MqttLimits.defaults().withReceiveMaximum(4));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aPubackIsSentOnlyAfterTheCommit() {
    server.inbox.hold();
    try (RawClient client = RawClient.version3(server.port, "d1", "c")) {
      client.send(
          RawClient.publish(4, "kenh/d1/telemetry", 1, 7, "{}"), new byte[] {(byte) 0xC0, 0});
      client.expect("d000");
      server.inbox.commit(0);
      client.expect("40020007");
    }
  }

  @Test
  void pubacksKeepTheOrderOfThePublishesWhateverTheOrderOfTheCommits() {
    server.inbox.hold();
    try (RawClient client = RawClient.version5(server.port, "d1", "c")) {
      for (int id = 1; id <= 4; id++) {
        client.send(RawClient.publish(5, "kenh/d1/telemetry", 1, id, "{}"));
      }
      await().until(() -> server.inbox.messages().size() == 4);
      server.inbox.commitAllBackwards();
      client.expect("40020001").expect("40020002").expect("40020003").expect("40020004");
    }
  }

  @Test
  void aConnectionThatEndsGivesBackItsRoomOnceThoughItsPublishesBecomeDurableLater() {
    server.inbox.hold();
    try (RawClient client = RawClient.version3(server.port, "d1", "c")) {
      client.send(RawClient.publish(4, "kenh/d1/telemetry", 0, 0, "{}"));
      client.send(RawClient.publish(4, "kenh/d1/telemetry", 1, 1, "{}"));
      client.send(RawClient.publish(4, "kenh/d1/telemetry", 1, 2, "{}"));
      await().until(() -> server.listener.gauges().unacknowledgedMessages() == 3);
      server.inbox.commit(0);
      await().until(() -> server.listener.gauges().unacknowledgedMessages() == 2);
    }
    await().until(() -> server.listener.gauges().unacknowledgedMessages() == 0);
    server.inbox.commit(1);
    server.inbox.commit(2);
    await()
        .during(Duration.ofMillis(300))
        .until(
            () ->
                server.listener.gauges().unacknowledgedMessages() == 0
                    && server.listener.gauges().unacknowledgedBytes() == 0);
  }

  @Test
  void aQosTwoPublishIsTakenOnceHoweverOftenItIsSent() {
    try (RawClient client = RawClient.version3(server.port, "d1", "c")) {
      byte[] publish = RawClient.publish(4, "kenh/d1/telemetry", 2, 9, "once");
      client.send(publish).expect("50020009");
      publish[0] |= 8;
      client.send(publish).expect("50020009");
      client.send(new byte[] {0x62, 2, 0, 9}).expect("70020009");
      assertThat(server.inbox.payloads()).containsExactly("once");
      publish[0] &= ~8;
      client.send(publish).expect("50020009");
      assertThat(server.inbox.payloads()).containsExactly("once", "once");
    }
  }

  @Test
  void aQosTwoPublishTheInboxCouldNotTakeIsTakenTheNextTime() {
    byte[] connect = RawClient.connect(4, "d1", "c", false, 0);
    byte[] publish = RawClient.publish(4, "kenh/d1/telemetry", 2, 9, "once");
    server.inbox.failOnce();
    try (RawClient client = new RawClient(server.port).send(connect).expect("20020000")) {
      client.send(publish).expectEnd();
    }
    try (RawClient client = new RawClient(server.port).send(connect).expect("20020100")) {
      client.send(publish).expect("50020009");
      client.send(new byte[] {0x62, 2, 0, 9}).expect("70020009");
    }
    assertThat(server.inbox.payloads()).containsExactly("once");
  }

  @Test
  void whatThereIsNoRoomForIsRefusedAloneInMqttFive() {
    try (RawClient client = RawClient.version5(server.port, "d1", "c")) {
      server.inbox.fullOnce();
      client.send(RawClient.publish(5, "kenh/d1/telemetry", 1, 1, "a")).expect("4003000197");
      client.send(RawClient.publish(5, "kenh/d1/telemetry", 1, 1, "a")).expect("40020001");
      server.inbox.fullOnce();
      client.send(RawClient.publish(5, "kenh/d1/telemetry", 2, 2, "b")).expect("5003000297");
      client.send(RawClient.publish(5, "kenh/d1/telemetry", 2, 2, "b")).expect("50020002");
      server.inbox.fullOnce();
      client.send(RawClient.publish(5, "kenh/d1/telemetry", 0, 0, "c"));
      client.send(RawClient.publish(5, "kenh/d1/telemetry", 1, 3, "d")).expect("40020003");
    }
    assertThat(server.inbox.payloads()).containsExactly("a", "b", "d");
    assertThat(server.listener.gauges().unacknowledgedMessages()).isZero();
  }

  @Test
  void whatThereIsNoRoomForEndsAnMqttThreeConnection() {
    server.inbox.fullOnce();
    try (RawClient client = RawClient.version3(server.port, "d1", "c")) {
      client.send(RawClient.publish(4, "kenh/d1/telemetry", 1, 1, "a")).expectEnd();
    }
    assertThat(server.inbox.payloads()).isEmpty();
  }

  @Test
  void aQosTwoPublishRepeatedBeforeItIsDurableWaitsForTheFirst() {
    server.inbox.hold();
    byte[] connect = RawClient.connect(4, "d1", "c", false, 0);
    byte[] publish = RawClient.publish(4, "kenh/d1/telemetry", 2, 9, "once");
    RawClient first = new RawClient(server.port).send(connect).expect("20020000");
    first.send(publish);
    await().until(() -> server.inbox.messages().size() == 1);
    first.close();
    try (RawClient second = new RawClient(server.port).send(connect).expect("20020100")) {
      publish[0] |= 8;
      second.send(publish, new byte[] {(byte) 0xC0, 0}).expect("d000");
      server.inbox.commit(0);
      second.expect("50020009");
      assertThat(server.inbox.payloads()).containsExactly("once");
    }
  }

  @Test
  void moreThanTheReceiveMaximumEndsAnMqttFiveConnection() {
    server.inbox.hold();
    try (RawClient client = RawClient.version5(server.port, "d1", "c")) {
      for (int id = 1; id <= 5; id++) {
        client.send(RawClient.publish(5, "kenh/d1/telemetry", 1, id, "{}"));
      }
      client.expectStart("e093", 0);
      client.expectEnd();
      assertThat(server.inbox.messages()).hasSize(4);
    }
  }

  @Test
  void anMqttThreeConnectionWithTooMuchUnacknowledgedIsNotReadUntilThereIsRoom() {
    server.inbox.hold();
    try (RawClient client = RawClient.version3(server.port, "d1", "c")) {
      String padding = "x".repeat(60_000);
      for (int id = 1; id <= 4; id++) {
        client.send(RawClient.publish(4, "kenh/d1/telemetry", 1, id, padding));
      }
      await().until(() -> server.listener.gauges().pausedConnections() == 1);
      client.send(RawClient.publish(4, "kenh/d1/telemetry", 1, 5, "later"));
      server.inbox.commitAllBackwards();
      for (int id = 1; id <= 5; id++) {
        client.expect("4002000" + id);
      }
      await().until(() -> server.listener.gauges().pausedConnections() == 0);
      assertThat(server.listener.gauges().unacknowledgedBytes()).isZero();
      assertThat(server.listener.gauges().publishesAcknowledged()).isEqualTo(5);
    }
  }

  @Test
  void whileTheDiskIsBehindANewClientIsLetInAndItsPublishesWait() {
    try (TestListener small =
        new TestListener(MqttLimits.defaults().withUnacknowledgedMessages(2))) {
      small.inbox.hold();
      try (RawClient busy = RawClient.version3(small.port, "d1", "a")) {
        busy.send(RawClient.publish(4, "kenh/d1/telemetry", 1, 1, "{}"));
        busy.send(RawClient.publish(4, "kenh/d1/telemetry", 1, 2, "{}"));
        await().until(() -> small.inbox.messages().size() == 2);
        try (RawClient late = RawClient.version3(small.port, "d2", "b")) {
          late.send(RawClient.publish(4, "kenh/d2/telemetry", 1, 1, "{}"));
          await().during(Duration.ofMillis(600)).until(() -> small.inbox.messages().size() == 2);
          small.inbox.commitAllBackwards();
          late.expect("40020001");
        }
      }
    }
  }

  @Test
  void topicAliasesStandForTheirTopics() {
    try (RawClient client = RawClient.version5(server.port, "d1", "c")) {
      byte[] alias = {3, 0x23, 0, 1};
      byte[] payload = {'a'};
      client.send(
          RawClient.packet(
              0x32, RawClient.text("kenh/d1/telemetry"), RawClient.number(1), alias, payload));
      client.send(RawClient.packet(0x32, RawClient.text(""), RawClient.number(2), alias, payload));
      client.expect("40020001").expect("40020002");
      assertThat(server.inbox.messages())
          .allMatch(message -> message.topic().equals("kenh/d1/telemetry"))
          .hasSize(2);
      client.send(RawClient.packet(0x30, RawClient.text(""), new byte[] {3, 0x23, 0, 33}, payload));
      client.expectStart("e094", 0);
    }
  }

  @Test
  void userPropertiesGoOnToTheInbox() {
    try (RawClient client = RawClient.version5(server.port, "d1", "c")) {
      byte[] property =
          RawClient.concat(new byte[] {0x26}, RawClient.text("time"), RawClient.text("5"));
      client.send(
          RawClient.packet(
              0x32,
              RawClient.text("kenh/d1/snapshot"),
              RawClient.number(1),
              new byte[] {(byte) property.length},
              property));
      client.expect("40020001");
      assertThat(server.inbox.messages().get(0).userProperties()).containsEntry("time", "5");
    }
  }

  @Test
  void foreignTopicsAreRefusedInEachVersionsOwnWay() {
    try (RawClient five = RawClient.version5(server.port, "d1", "c5")) {
      five.send(RawClient.publish(5, "kenh/d2/telemetry", 1, 1, "{}")).expect("4003000187");
      five.send(RawClient.publish(5, "zigbee2mqtt/x", 2, 2, "{}")).expect("5003000287");
      five.send(RawClient.publish(5, "kenh/d2/telemetry", 0, 0, "{}"));
      five.send(RawClient.publish(5, "kenh/d1/telemetry", 1, 3, "{}")).expect("40020003");
    }
    try (RawClient three = RawClient.version3(server.port, "d1", "c3")) {
      three.send(RawClient.publish(4, "kenh/d2/telemetry", 0, 0, "{}")).expectEnd();
    }
    assertThat(server.inbox.messages()).hasSize(1);
    assertThat(server.listener.gauges().publishesRefused()).isEqualTo(4);
    await().until(() -> server.comings.contains("-d1 NOT_AUTHORIZED"));
  }

  @Test
  void aGatewaySpeaksForItsDevicesAndForForeignTopicsItMayUse() {
    try (RawClient gateway = RawClient.version5(server.port, "gw", "c")) {
      gateway.send(RawClient.publish(5, "kenh/d2/telemetry", 1, 1, "a")).expect("40020001");
      gateway.send(RawClient.publish(5, "zigbee2mqtt/probe", 1, 2, "b")).expect("40020002");
      gateway.send(RawClient.publish(5, "kenh/d3/telemetry", 1, 3, "c")).expect("4003000387");
    }
  }
}
