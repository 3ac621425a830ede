package vn.kenh.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kenh.server.testing.KenhServer;
import vn.kenh.testing.InfluxServer;

/** Promise 3: one bad thing costs one thing, and what comes behind it is stored. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class OneBadThingIT {

  private static final String TOPIC = "kenh/poison/telemetry";
  private static final long TIME = 1_750_000_000_000L;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyPoisonHasItsFateAndWhatComesBehindItIsStored(boolean onInfluxDb, @TempDir Path folder)
      throws IOException {
    try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
        KenhServer server =
            onInfluxDb
                ? KenhServer.start(folder, "--influx-url=" + influx.url())
                : KenhServer.start(folder);
        RawMqtt device = RawMqtt.connect(server.mqttPort(), "poison")) {
      List<byte[]> unreadable = unreadablePayloads();
      Map<String, String> unacceptable = unacceptableValues();
      int good = 0;
      for (byte[] payload : unreadable) {
        assertThat(device.publish(TOPIC, payload)).as("acknowledged").isTrue();
        assertThat(device.publish(TOPIC, goodReading(good++))).isTrue();
      }
      for (String payload : unacceptable.keySet()) {
        assertThat(device.publish(TOPIC, payload.getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(device.publish(TOPIC, goodReading(good++))).isTrue();
      }
      server.awaitDrained(Duration.ofSeconds(60));

      assertThat(server.csv("device=poison&metric=sequence&from=" + TIME + "&to=" + (TIME + good)))
          .hasSize(good);
      List<JsonNode> quarantined = quarantine(server);
      for (byte[] payload : unreadable) {
        String base64 = Base64.getEncoder().encodeToString(payload);
        assertThat(quarantined)
            .as(
                "quarantined: %s",
                new String(payload, 0, Math.min(payload.length, 60), StandardCharsets.ISO_8859_1))
            .anyMatch(
                item ->
                    item.path("payload_base64").asText().equals(base64)
                        && !item.path("error").asText().isBlank());
      }
      assertThat(quarantined).hasSize(unreadable.size() + unacceptable.size());
      List<JsonNode> values = quarantined.subList(unreadable.size(), quarantined.size());
      assertThat(values)
          .extracting(item -> item.path("error").asText())
          .zipSatisfy(
              List.copyOf(unacceptable.values()), (error, why) -> assertThat(error).contains(why));
      StoredReadings.booksBalance(server);
    }
  }

  @Test
  void hostileConnectionsEndAndOthersGoOn(@TempDir Path folder) throws IOException {
    try (KenhServer server = KenhServer.start(folder);
        RawMqtt bystander = RawMqtt.connect(server.mqttPort(), "bystander")) {
      for (String topic :
          List.of(
              "kenh/hostile/+",
              "kenh/#",
              "$SYS/hostile",
              "kenh/hostile/\0telemetry",
              "",
              "kenh/bystander/telemetry")) {
        try (RawMqtt hostile = RawMqtt.connect(server.mqttPort(), "hostile")) {
          assertThat(hostile.publish(topic, goodReading(0))).as("topic %s", topic).isFalse();
        }
      }
      try (RawMqtt hostile = RawMqtt.connect(server.mqttPort(), "hostile")) {
        assertThat(hostile.publish(new byte[] {'k', (byte) 0xC3, 0x28}, goodReading(0))).isFalse();
      }
      try (RawMqtt hostile = RawMqtt.connect(server.mqttPort(), "hostile")) {
        assertThat(hostile.announce(100_000_000)).isFalse();
      }
      Random random = new Random(99);
      for (int i = 0; i < 200; i++) {
        byte[] noise = new byte[1 + random.nextInt(2_000)];
        random.nextBytes(noise);
        try (RawMqtt hostile = RawMqtt.connect(server.mqttPort(), "hostile")) {
          hostile.sendRaw(noise);
        }
      }
      assertThat(bystander.publish("kenh/bystander/telemetry", goodReading(1))).isTrue();
      server.awaitDrained(Duration.ofSeconds(30));
      assertThat(server.csv("device=bystander&metric=sequence&from=" + TIME + "&to=" + (TIME + 10)))
          .hasSize(1);
      assertThat(server.metric("kenh_messages_received_total")).isEqualTo(1);
    }
  }

  @Test
  void aFieldTypeConflictCostsOnlyThatFieldsValue(@TempDir Path folder) throws Exception {
    try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
        KenhServer server = KenhServer.start(folder, "--influx-url=" + influx.url());
        RawMqtt device = RawMqtt.connect(server.mqttPort(), "poison")) {
      assertThat(device.publish(TOPIC, goodReading(0))).isTrue();
      server.awaitDrained(Duration.ofSeconds(30));
      // An operator's mistake by hand: the same field as an integer, in the shard of these
      // readings.
      InfluxLines.write(influx, "kenh", "telemetry,device=byhand soil_ph=7i " + TIME);

      String conflicting =
          "{\"time\":" + (TIME + 1) + ",\"sequence\":1,\"soil_ph\":6.5,\"soil_moisture\":30.5}";
      assertThat(device.publish(TOPIC, conflicting.getBytes(StandardCharsets.UTF_8))).isTrue();
      assertThat(device.publish(TOPIC, goodReading(2))).isTrue();
      server.awaitDrained(Duration.ofSeconds(60));

      String range = "&from=" + TIME + "&to=" + (TIME + 10);
      assertThat(server.csv("device=poison&metric=sequence" + range)).hasSize(3);
      assertThat(server.csv("device=poison&metric=soil_moisture" + range)).hasSize(3);
      assertThat(server.csv("device=poison&metric=soil_ph" + range)).isEmpty();
      assertThat(quarantine(server))
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.path("device").asText()).isEqualTo("poison");
                assertThat(item.path("error").asText()).contains("soil_ph");
              });
      StoredReadings.booksBalance(server);
    }
  }

  /** Payloads of which nothing can be read: each must stand in the quarantine byte for byte. */
  private static List<byte[]> unreadablePayloads() {
    List<byte[]> payloads = new ArrayList<>();
    Random random = new Random(1);
    for (int size : new int[] {1, 2, 17, 1_000, 100_000}) {
      byte[] noise = new byte[size];
      random.nextBytes(noise);
      noise[0] = (byte) 0xFE;
      payloads.add(noise);
    }
    payloads.add(new byte[0]);
    payloads.add(utf8("{\"time\":" + TIME + ",\"soil_moisture\":31."));
    payloads.add(utf8("[".repeat(10_000) + "]".repeat(10_000)));
    payloads.add(utf8("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)));
    payloads.add(new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', ':', '1', '}'});
    payloads.add(utf8("{\"soil_moisture\":31.5} and more"));
    payloads.add(utf8("42"));
    payloads.add(utf8("null"));
    return payloads;
  }

  /** Readable messages with one value or time that cannot be true, and why, in the order sent. */
  private static Map<String, String> unacceptableValues() {
    String tomorrow = Long.toString(Instant.now().plus(Duration.ofHours(25)).toEpochMilli());
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("{\"time\":" + TIME + ",\"soil_moisture\":1e400}", "not a finite number");
    reasons.put("{\"time\":" + TIME + ",\"soil_moisture\":NaN}", "not a finite number");
    reasons.put("{\"time\":" + TIME + ",\"soil_moisture\":250}", "outside 0.0 to 100.0 %");
    reasons.put("{\"time\":0,\"soil_moisture\":31}", "before the year 2000");
    reasons.put("{\"time\":\"1970-01-01T00:00:01Z\",\"soil_moisture\":31}", "before the year 2000");
    reasons.put("{\"time\":\"2262-04-11T23:47:16Z\",\"soil_moisture\":31}", "more than 24 hours");
    reasons.put("{\"time\":9223372036854775807,\"soil_moisture\":31}", "not epoch milliseconds");
    reasons.put("{\"time\":" + tomorrow + ",\"soil_moisture\":31}", "more than 24 hours");
    return reasons;
  }

  private static byte[] goodReading(int number) {
    return utf8(
        "{\"time\":%d,\"sequence\":%d,\"soil_moisture\":30.5}".formatted(TIME + number, number));
  }

  private static List<JsonNode> quarantine(KenhServer server) {
    List<JsonNode> items = new ArrayList<>();
    Awaitility.await("quarantine")
        .until(
            () -> {
              items.clear();
              String after = "";
              do {
                JsonNode page = server.getJson("/api/v1/quarantine?limit=10" + after);
                page.path("items").forEach(items::add);
                after = page.path("next").isNull() ? "" : "&after=" + page.path("next").asText();
              } while (!after.isEmpty());
              return !items.isEmpty();
            });
    return items;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
