package vn.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class OutgoingFlightsTest {

  private final OutgoingFlights flights = new OutgoingFlights();

  @Test
  void packetIdentifiersInUseAreNotGivenTwice() {
    OutgoingFlights.Flight first = flights.start(message(1));
    for (int i = 1; i < 65_535; i++) {
      assertThat(flights.acknowledged(flights.start(message(1)).packetId)).isTrue();
    }
    assertThat(flights.start(message(1)).packetId).isNotEqualTo(first.packetId).isEqualTo(2);
    assertThat(flights.size()).isEqualTo(2);
  }

  @Test
  void aQosTwoFlightEndsWithItsPubcompOnly() {
    int packetId = flights.start(message(2)).packetId;
    assertThat(flights.acknowledged(packetId)).isFalse();
    assertThat(flights.received(packetId, false)).isTrue();
    assertThat(flights.size()).isEqualTo(1);
    assertThat(flights.completed(packetId)).isTrue();
    assertThat(flights.completed(packetId)).isFalse();
  }

  @Test
  void aRefusedQosTwoMessageIsOver() {
    int packetId = flights.start(message(2)).packetId;
    assertThat(flights.received(packetId, true)).isTrue();
    assertThat(flights.size()).isZero();
  }

  @Test
  void aQueueIsBoundedInMessagesAndBytes() {
    SessionQueue queue = new SessionQueue(2, 100);
    assertThat(queue.offer(message(1))).isTrue();
    assertThat(queue.offer(new OutgoingMessage("t", new byte[200], 1, 0))).isFalse();
    assertThat(queue.offer(message(1))).isTrue();
    assertThat(queue.offer(message(1))).isFalse();
    queue.remove();
    assertThat(queue.offer(message(1))).isTrue();
  }

  @Test
  void waitsDoubleUpToTheLongestAndVaryByUpToAHalf() {
    BackOff backOff =
        new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(5), new SplittableRandom(1));
    for (int longest : new int[] {1_000, 2_000, 4_000, 5_000, 5_000}) {
      assertThat(backOff.next().toMillis()).isBetween(longest / 2L, (long) longest);
    }
    backOff.reset();
    assertThat(backOff.next().toMillis()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void refusalsOfAnAddressComeLaterAndLater() {
    FailedLogins logins = new FailedLogins();
    long now = Duration.ofDays(1).toNanos();
    for (int i = 0; i < 5; i++) {
      assertThat(logins.failed("a", now)).isZero();
    }
    assertThat(logins.failed("a", now)).isEqualTo(Duration.ofMillis(250));
    assertThat(logins.failed("b", now)).isZero();
    for (int i = 0; i < 100; i++) {
      assertThat(logins.failed("a", now)).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }
    assertThat(logins.failed("a", now + Duration.ofMinutes(2).toNanos())).isZero();
  }

  private static OutgoingMessage message(int qos) {
    return new OutgoingMessage("kenh/d1/command", new byte[3], qos, Long.MAX_VALUE);
  }
}
