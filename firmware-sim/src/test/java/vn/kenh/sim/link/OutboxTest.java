package vn.kenh.sim.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutboxTest {

  private static final int REFUSED = 0x87;

  private final List<String> fates = new ArrayList<>();
  private final DeliveryListener books =
      new DeliveryListener() {
        @Override
        public void sent(Outgoing message) {}

        @Override
        public void acknowledged(Outgoing message) {
          fates.add("acknowledged " + message.number());
        }

        @Override
        public void refused(Outgoing message) {
          fates.add("refused " + message.number());
        }

        @Override
        public void dropped(Outgoing message) {
          fates.add("dropped " + message.number());
        }
      };
  private final Outbox outbox =
      new Outbox(new Connection.Settings("d", "", List.of("d"), List.of(), 2, 3), books);

  private static Outgoing message(long number) {
    return new Outgoing("d", number, "kenh/d/telemetry", new byte[0], 1, 0, 0);
  }

  /** Numbers of what is sent until the window of {@code window} is full. */
  private List<Long> send(int window) {
    List<Long> numbers = new ArrayList<>();
    for (Outbox.Sending next = outbox.next(window); next != null; next = outbox.next(window)) {
      numbers.add(next.message().number());
    }
    return numbers;
  }

  @Test
  void liveMessagesGoBeforeTheBacklogAndNoMoreThanTheWindow() {
    outbox.addBacklog(message(1));
    outbox.addBacklog(message(2));
    outbox.addLive(message(3));
    assertThat(send(2)).containsExactly(3L, 1L);
    assertThat(outbox.pending()).isEqualTo(3);
  }

  @Test
  void aMessageLeavesWhenItIsAcknowledgedOrRefused() {
    outbox.addLive(message(1));
    outbox.addLive(message(2));
    Outbox.Sending first = java.util.Objects.requireNonNull(outbox.next(9));
    Outbox.Sending second = java.util.Objects.requireNonNull(outbox.next(9));
    assertThat(outbox.answered(first.token(), 0)).isNull();
    assertThat(outbox.answered(second.token(), REFUSED)).isEqualTo(second.message());
    assertThat(outbox.answered(second.token(), 0)).isNull();
    assertThat(fates).containsExactly("acknowledged 1", "refused 2");
    assertThat(outbox.pending()).isZero();
  }

  @Test
  void whatWasUnderWayWhenTheLinkWentIsSentAgainFirstAndInOrder() {
    outbox.addLive(message(1));
    outbox.addLive(message(2));
    assertThat(send(2)).containsExactly(1L, 2L);
    outbox.addLive(message(3));
    outbox.takeBackUnsure();
    assertThat(send(9)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aFullBufferLosesItsOldestMessageAndSaysSo() {
    for (int number = 1; number <= 5; number++) {
      outbox.addLive(message(number));
    }
    assertThat(fates).containsExactly("dropped 1", "dropped 2");
    assertThat(send(9)).containsExactly(3L, 4L, 5L);
  }

  @Test
  void whatACutDeviceSaysWaitsAndFollowsAsBacklog() {
    assertThat(outbox.cut("d")).isTrue();
    assertThat(outbox.cut("d")).isFalse();
    outbox.addLive(message(1));
    assertThat(send(9)).isEmpty();
    assertThat(outbox.pending()).isEqualTo(1);
    assertThat(outbox.mend("d")).isTrue();
    assertThat(outbox.mend("d")).isFalse();
    outbox.addLive(message(2));
    assertThat(send(9)).containsExactly(2L, 1L);
  }

  @Test
  void anEndlessPastIsHeldBackUntilSomeOfItIsSaid() {
    int taken = 0;
    while (outbox.addBacklog(message(taken + 1L))) {
      taken++;
    }
    assertThat(taken).isEqualTo(20); // twice the window and 16
    outbox.next(2);
    assertThat(outbox.addBacklog(message(99))).isTrue();
  }
}
