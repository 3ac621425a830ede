package vn.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.testing.Mosquitto;
import vn.kenh.testing.ServerProcess;

final class BrokerSubscriptionIT {

  @TempDir private Path folder;
  private Mosquitto broker;
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeEach
  void startBroker() {
    broker = Mosquitto.start(folder.resolve("mosquitto"));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
    broker.close();
  }

  @Test
  void whatWasNotDurableComesAgainAfterARestartOfOurs() {
    TestInbox forgetful = inbox().hold();
    BrokerSubscription first = subscription(forgetful);
    publish(1, 20);
    await().until(() -> forgetful.messages().size() == 20);
    first.close();
    assertThat(first.acknowledged()).isZero();
    publish(21, 30);

    TestInbox inbox = inbox();
    BrokerSubscription second = subscription(inbox);
    await().until(() -> second.acknowledged() == 30);
    assertThat(inbox.payloads()).containsExactlyElementsOf(numbers(1, 30));
  }

  @Test
  void whatIsDurableDoesNotComeAgain() {
    TestInbox inbox = inbox();
    BrokerSubscription first = subscription(inbox);
    publish(1, 5);
    await().until(() -> first.acknowledged() == 5);
    first.close();
    TestInbox later = inbox();
    BrokerSubscription second = subscription(later);
    publish(6, 6);
    await().until(() -> second.acknowledged() == 1);
    assertThat(later.payloads()).containsExactly("6");
  }

  @Test
  void aRestartOfTheBrokerLosesNothingThatItKept() {
    TestInbox inbox = inbox().hold();
    BrokerSubscription subscription = subscription(inbox);
    publish(1, 10);
    await().until(() -> inbox.messages().size() == 10);
    // SIGTERM: Mosquitto writes its queues down only then.
    broker.close();
    await().until(() -> !subscription.isSubscribed());
    inbox.commitAllBackwards();
    broker.restart();
    await().atMost(Duration.ofSeconds(30)).until(() -> subscription.acknowledged() == 10);
    publish(11, 12);
    await().until(() -> subscription.acknowledged() == 12);
    assertThat(inbox.payloads()).containsAll(numbers(1, 12));
  }

  @Test
  void aKilledBrokerIsFoundAgain() {
    TestInbox inbox = inbox();
    BrokerSubscription subscription = subscription(inbox);
    broker.kill();
    await().until(() -> !subscription.isSubscribed());
    broker.restart();
    await().atMost(Duration.ofSeconds(30)).until(subscription::isSubscribed);
    publish(1, 3);
    await().until(() -> subscription.acknowledged() == 3);
    assertThat(inbox.payloads()).containsExactly("1", "2", "3");
  }

  @Test
  void aBrokerThatIsNotThereYetIsWaitedFor() {
    broker.kill();
    TestInbox inbox = inbox();
    BrokerSubscription subscription = start(inbox);
    broker.restart();
    await().atMost(Duration.ofSeconds(30)).until(subscription::isSubscribed);
    publish(1, 1);
    await().until(() -> inbox.payloads().equals(List.of("1")));
  }

  @Test
  void whatTheInboxCouldNotTakeComesAgain() {
    TestInbox inbox = inbox();
    BrokerSubscription subscription = subscription(inbox);
    inbox.failOnce();
    publish(1, 3);
    await().atMost(Duration.ofSeconds(30)).until(() -> subscription.acknowledged() >= 3);
    assertThat(inbox.payloads()).contains("1", "2", "3");
  }

  @Test
  void whatMemoryShouldNotHoldWaitsAtTheBroker() throws Exception {
    TestInbox inbox = inbox().hold();
    BrokerSubscription subscription = subscription(inbox);
    Path megabyte = folder.resolve("megabyte");
    Files.write(megabyte, new byte[1 << 20]);
    for (int i = 0; i < 40; i++) {
      publish(megabyte);
    }
    await().until(() -> inbox.messages().size() == 15);
    await().during(Duration.ofSeconds(2)).until(() -> inbox.messages().size() == 15);
    inbox.commitAllBackwards();
    await().atMost(Duration.ofSeconds(30)).until(() -> subscription.acknowledged() == 40);
  }

  private TestInbox inbox() {
    TestInbox inbox = new TestInbox();
    opened.add(inbox);
    return inbox;
  }

  private BrokerSubscription subscription(MessageInbox inbox) {
    BrokerSubscription subscription = start(inbox);
    await().atMost(Duration.ofSeconds(30)).until(subscription::isSubscribed);
    return subscription;
  }

  private BrokerSubscription start(MessageInbox inbox) {
    BrokerSubscription subscription =
        new BrokerSubscription(
            BrokerOptions.of(broker.url(), List.of("farm/#"), "kenh-test")
                .withDelays(Duration.ofMillis(100), Duration.ofSeconds(1)),
            inbox,
            Clock.systemUTC(),
            new SplittableRandom(1));
    opened.add(subscription);
    subscription.start();
    return subscription;
  }

  private void publish(Path payload) throws IOException, InterruptedException {
    Process sender =
        new ProcessBuilder(
                ServerProcess.program("mosquitto_pub"),
                "-p",
                String.valueOf(broker.port()),
                "-q",
                "1",
                "-t",
                "farm/large",
                "-f",
                payload.toString())
            .inheritIO()
            .start();
    assertThat(sender.waitFor()).isZero();
  }

  private static List<String> numbers(int from, int to) {
    return java.util.stream.IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
  }

  private void publish(int from, int to) {
    try {
      Process sender =
          new ProcessBuilder(
                  ServerProcess.program("mosquitto_pub"),
                  "-p",
                  String.valueOf(broker.port()),
                  "-q",
                  "1",
                  "-t",
                  "farm/probe",
                  "-l")
              .inheritIO()
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      try (var lines = sender.outputWriter()) {
        for (String number : numbers(from, to)) {
          lines.write(number + "\n");
        }
      }
      assertThat(sender.waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
