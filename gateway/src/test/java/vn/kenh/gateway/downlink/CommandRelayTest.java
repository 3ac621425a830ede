package vn.kenh.gateway.downlink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.kenh.gateway.codec.Message;
import vn.kenh.gateway.mqtt.DisconnectReason;
import vn.kenh.gateway.mqtt.Identity;

final class CommandRelayTest {

  private static final Instant START = Instant.parse("2026-11-22T05:00:00Z");
  private static final String TOPIC = "kenh/valve/command";

  private final MovedClock clock = new MovedClock();
  private final LocalDevices devices = new LocalDevices(() -> Set.of("valve"));
  private final CommandRelay relay = new CommandRelay(devices, clock);
  private final List<String> delivered = new ArrayList<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private boolean deviceIsThere = true;

  CommandRelayTest() {
    relay.deliverTo(
        (topic, payload, expiry) -> {
          if (deviceIsThere) {
            delivered.add(topic + " " + expiry.toSeconds());
          }
          return deviceIsThere;
        });
  }

  @Test
  void aCommandIsTheServersUntilTheDeviceHasAnswered() {
    command("c1", 60);
    assertThat(delivered).containsExactly(TOPIC + " 60");
    assertThat(acknowledged).hasValue(0);
    answer("other");
    assertThat(acknowledged).hasValue(0);
    answer("c1");
    assertThat(acknowledged).hasValue(1);
  }

  @Test
  void aCommandWaitsForADeviceThatIsAwayAndKeepsItsTime() {
    deviceIsThere = false;
    command("c1", 60);
    clock.now = START.plusSeconds(20);
    deviceIsThere = true;
    relay.tick();
    relay.tick();
    assertThat(delivered).containsExactly(TOPIC + " 40");
  }

  @Test
  void aCommandIsOverWhenItsTimeIs() {
    deviceIsThere = false;
    command("c1", 60);
    clock.now = START.plusSeconds(60);
    deviceIsThere = true;
    relay.tick();
    command("c2", 60);
    assertThat(delivered).isEmpty();
    assertThat(acknowledged).hasValue(2);
  }

  @Test
  void whatTheServerSendsAgainIsNotHandedOverAgain() {
    command("c1", 60);
    AtomicInteger overTheNewConnection = new AtomicInteger();
    relay.command(TOPIC, json("c1", 60), overTheNewConnection::incrementAndGet);
    answer("c1");
    relay.command(TOPIC, json("c1", 60), overTheNewConnection::incrementAndGet);
    assertThat(delivered).hasSize(1);
    assertThat(acknowledged).hasValue(0);
    assertThat(overTheNewConnection).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        TOPIC + "|no json",
        TOPIC + "|{}",
        TOPIC + "|[]",
        "kenh/valve/telemetry|{\"id\":\"c1\"}",
        "kenh/command|{\"id\":\"c1\"}"
      })
  void whatIsNoCommandIsLetGo(String topic, String payload) {
    relay.command(topic, payload.getBytes(UTF_8), acknowledged::incrementAndGet);
    assertThat(delivered).isEmpty();
    assertThat(acknowledged).hasValue(1);
  }

  @Test
  void aDeviceIsKnownFromTheFileOrOnceItHasConnected() {
    assertThat(relay.devices()).containsExactly("valve");
    assertThat(relay.online()).isEmpty();
    devices.connected(new Device("pump"));
    devices.connected(new Device("pump"));
    devices.disconnected(new Device("pump"), DisconnectReason.CLIENT);
    assertThat(relay.devices()).containsExactly("valve", "pump");
    assertThat(relay.online()).containsEntry("pump", true);
    devices.disconnected(new Device("pump"), DisconnectReason.CLIENT);
    assertThat(relay.online()).containsEntry("pump", false);
  }

  private void command(String id, long seconds) {
    relay.command(TOPIC, json(id, seconds), acknowledged::incrementAndGet);
  }

  private void answer(String id) {
    Message answer =
        new Message(
            "kenh/valve/ack",
            ("{\"id\":\"" + id + "\",\"result\":\"done\"}").getBytes(UTF_8),
            clock.millis());
    relay.watching((message, onDurable) -> onDurable.run()).accept(answer, () -> {});
  }

  private static byte[] json(String id, long seconds) {
    return "{\"id\":\"%s\",\"command\":\"valve.close\",\"expires\":%d}"
        .formatted(id, START.plusSeconds(seconds).toEpochMilli())
        .getBytes(UTF_8);
  }

  private record Device(String device) implements Identity {
    @Override
    public boolean speaksFor(String other) {
      return device.equals(other);
    }
  }

  private static final class MovedClock extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
