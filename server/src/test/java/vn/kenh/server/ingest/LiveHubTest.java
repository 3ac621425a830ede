package vn.kenh.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.kenh.gateway.reading.Frame;
import vn.kenh.server.telemetry.LatestValue;
import vn.kenh.server.telemetry.StoreUnavailableException;
import vn.kenh.server.telemetry.StoreUnavailableException.Cause;

final class LiveHubTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final long T0 = NOW.toEpochMilli();

  private final ScriptedStore store = new ScriptedStore();
  private final LiveFeed feed = new LiveFeed();
  private LatestReadings latest;
  private LiveHub hub;

  @BeforeEach
  void start() {
    latest = new LatestReadings(store, Clock.fixed(NOW, ZoneOffset.UTC), 100);
    hub = new LiveHub(latest, feed).start();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aSubscriberSeesTheReadingsOfItsFarmAsTheyBecomeDurable() throws Exception {
    try (LiveSubscription mine = feed.subscribe(LiveFilter.ofFarm("đồi chè"), 10)) {
      durable("telemetry,device=a,farm=khác,plot=p co2=9 " + T0);
      durable("telemetry,device=b,farm=đồi\\ chè,plot=p1 co2=1,light=2 " + T0);

      assertThat(mine.await(10, 5, TimeUnit.SECONDS))
          .first()
          .isEqualTo(new LiveReading(T0, "b", "đồi chè", "p1", "co2", 1));
    }
    assertThat(feed.subscribers()).isZero();
  }

  @Test
  void aSlowSubscriberLosesTheOldestAndIsToldHowMany() {
    LiveSubscription slow = feed.subscribe(LiveFilter.ALL, 3);
    for (int i = 0; i < 10; i++) {
      durable("telemetry,device=a co2=" + i + " " + (T0 + i));
    }
    await().until(() -> slow.dropped() == 7);
    assertThat(slow.drain(10)).extracting(LiveReading::value).containsExactly(7.0, 8.0, 9.0);
    assertThat(slow.drain(10)).isEmpty();
  }

  @Test
  void theNewestDeviceTimeWinsNotTheLastArrival() throws Exception {
    durable("telemetry,device=a co2=2 " + T0);
    durable("telemetry,device=a co2=1 " + (T0 - 1000));
    durable("telemetry,device=end x=1 1");

    await().until(() -> latest.lastSeen("end").isPresent());
    assertThat(latest.of("a").value("co2")).contains(new LatestValue(T0, 2));
  }

  @Test
  void valuesFromBeforeTheStartComeFromTheStore() throws Exception {
    store.latestIs(
        Map.of("co2", new LatestValue(T0 - 5000, 7), "light", new LatestValue(T0 - 5000, 8)));
    durable("telemetry,device=a co2=2 " + T0);
    await().until(() -> latest.lastSeen("a").isPresent());

    assertThat(latest.of("a").values())
        .isEqualTo(Map.of("co2", new LatestValue(T0, 2), "light", new LatestValue(T0 - 5000, 8)));
    assertThat(latest.of("never heard of").values()).containsKey("light");
    assertThat(latest.of("never heard of").lastSeen()).isEmpty();
  }

  @Test
  void withoutTheStoreWhatCameInIsGivenAndTheStoreIsAskedAgainLater() throws Exception {
    store.latestIs(Map.of("light", new LatestValue(T0, 8)));
    store.failWith(new StoreUnavailableException(Cause.TRANSIENT, "down"));
    durable("telemetry,device=a co2=2 " + T0);
    await().until(() -> latest.lastSeen("a").isPresent());

    assertThat(latest.of("a").values()).containsOnlyKeys("co2");
    assertThat(latest.of("a").values()).containsOnlyKeys("co2", "light");
  }

  @Test
  void aBacklogDoesNotMakeAGoodClockLookBad() throws Exception {
    durable("telemetry,device=late co2=1 " + (T0 - 3_600_000));
    durable("telemetry,device=late co2=1 " + (T0 - 40));
    durable("telemetry,device=fast co2=1 " + (T0 + 90_000));
    durable("telemetry,device=slow co2=1 " + (T0 - 600_000));
    await().until(() -> latest.lastSeen("slow").isPresent());

    assertThat(latest.of("late").clockSkew()).contains(Duration.ofMillis(-40));
    assertThat(latest.of("fast").clockSkew()).contains(Duration.ofSeconds(90));
    assertThat(latest.of("slow").clockSkew()).contains(Duration.ofMinutes(-10));
    assertThat(latest.of("slow").lastSeen()).contains(NOW);
  }

  @Test
  void memoryIsBoundedByTheNumberOfDevices() throws Exception {
    for (int i = 0; i < 1000; i++) {
      durable("telemetry,device=d" + i + " co2=1 " + T0);
    }
    await().until(() -> latest.lastSeen("d999").isPresent());
    assertThat(latest.lastSeen("d0")).isEmpty();
  }

  @Test
  void aLineThatCannotBeReadIsPassedOver() {
    LiveSubscription all = feed.subscribe(LiveFilter.ALL, 10);
    durable("rubbish\ntelemetry,device=a co2=3 " + T0);
    await().until(() -> all.drain(10).size() == 1);
  }

  private void durable(String lines) {
    hub.durable(new Frame((lines + "\n").getBytes(StandardCharsets.UTF_8), 1, 1));
  }
}
