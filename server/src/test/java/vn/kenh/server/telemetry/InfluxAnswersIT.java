package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.telemetry.InfluxOptions.Credentials;
import vn.kenh.server.telemetry.StoreUnavailableException.Cause;
import vn.kenh.server.telemetry.WriteResult.RefusedReadings;
import vn.kenh.testing.InfluxServer;

/** What becomes of readings when a real InfluxDB says no, or nothing. */
final class InfluxAnswersIT {

  private static final long T0 = TelemetryStoreContract.T0;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;
  private InfluxServer influx;
  private InfluxStore store;

  @BeforeEach
  void start() {
    influx = InfluxServer.start(folder);
    store = store(new Credentials.None());
  }

  @AfterEach
  void stop() {
    store.close();
    influx.close();
  }

  @Test
  void aFieldPreparedAsIntegerCostsOnlyThatFieldsValues() throws Exception {
    prepare("telemetry,device=old co2=400i " + T0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      lines.add(
          "telemetry,device=a,farm=f,plot=p light=1,co2=%d.5,rssi=-7 %d".formatted(i, T0 + i));
      lines.add("telemetry,device=b light=2 " + (T0 + i));
    }

    WriteResult result = write(lines);

    assertThat(result.stored()).isEqualTo(1500);
    assertThat(result.refused()).hasSize(500);
    assertThat(result.refused())
        .extracting(RefusedReadings::line)
        .contains("telemetry,device=a,farm=f,plot=p co2=0.5 " + T0);
    assertThat(result.refused())
        .allSatisfy(
            refused -> {
              assertThat(refused.readings()).isEqualTo(1);
              assertThat(refused.reason())
                  .contains("field type conflict")
                  .contains("already exists as type integer");
            });
    assertThat(count(Set.of("a", "b"))).isEqualTo(1500);
  }

  @Test
  void severalConflictsAndABadLineInOneBundleAreTakenApart() throws Exception {
    prepare("telemetry,device=old co2=400i,light=\"bright\",valve_open=true " + T0);

    WriteResult result =
        write(
            List.of(
                "telemetry,device=a co2=1,light=2,valve_open=1,rssi=3 " + T0,
                "telemetry,device=a rssi=,snr=4 " + (T0 + 1),
                "not line protocol",
                "telemetry,device=a snr=5 " + (T0 + 2)));

    assertThat(result.stored()).isEqualTo(3);
    assertThat(result.refused())
        .extracting(RefusedReadings::line)
        .containsExactlyInAnyOrder(
            "telemetry,device=a co2=1 " + T0,
            "telemetry,device=a light=2 " + T0,
            "telemetry,device=a valve_open=1 " + T0,
            "telemetry,device=a rssi= " + (T0 + 1),
            "not line protocol");
  }

  @Test
  void aConflictInOneShardDoesNotCostTheOtherShardsAnything() throws Exception {
    long week = 7 * TelemetryStoreContract.DAY;
    prepare("telemetry,device=old co2=400i " + T0);

    WriteResult result =
        write(
            IntStream.range(0, 40)
                .mapToObj(
                    i -> "telemetry,device=a co2=1,light=%d %d".formatted(i, T0 + (i - 20) * week))
                .toList());

    assertThat(result.refused()).hasSize(1);
    assertThat(result.stored()).isEqualTo(79);
    assertThat(count(Set.of("a"))).isEqualTo(79);
  }

  @Test
  void readingsBeyondTheRetentionAreSetAsideAndTheOthersStored() throws Exception {
    long now = System.currentTimeMillis();
    long old = now - Duration.ofDays(40).toMillis();
    query("CREATE DATABASE kenh WITH DURATION 30d REPLICATION 1 NAME short");

    WriteResult result =
        write(
            IntStream.range(0, 1000)
                .mapToObj(
                    i ->
                        "telemetry,device=a co2=1,light=2 "
                            + (i % 2 == 0 ? now - i * 1000L : old - i * 1000L))
                .toList());

    assertThat(result.stored()).isEqualTo(1000);
    assertThat(result.refused())
        .hasSize(500)
        .allSatisfy(refused -> assertThat(refused.reason()).contains("retention policy"));
  }

  @Test
  void aMissingDatabaseIsCreated() throws Exception {
    assertThat(write(List.of("telemetry,device=a co2=1 " + T0)).stored()).isEqualTo(1);
    query("DROP DATABASE kenh");
    assertThat(store.latest("a")).isEmpty();
    assertThat(write(List.of("telemetry,device=a co2=2 " + T0)).stored()).isEqualTo(1);
    assertThat(store.latest("a")).containsEntry("co2", new LatestValue(T0, 2));
  }

  @Test
  void aServerThatIsDownIsATransientTroubleThatEndsWithItsReturn() throws Exception {
    write(List.of("telemetry,device=a co2=1 " + T0));
    influx.kill();

    assertThat(refusal(store).kind()).isEqualTo(Cause.TRANSIENT);
    assertThat(refusal(store)).hasMessageContaining("cannot be reached");
    assertThat(
            catchThrowableOfType(
                    StoreUnavailableException.class,
                    () ->
                        store.export(
                            new ExportQuery(Set.of("a"), Set.of(), 0, T0 * 2), (t, d, m, v) -> {}))
                .kind())
        .isEqualTo(Cause.TRANSIENT);
    assertThat(store.health().up()).isFalse();

    influx.restart();
    assertThat(write(List.of("telemetry,device=a co2=2 " + (T0 + 1))).stored()).isEqualTo(1);
    assertThat(count(Set.of("a"))).isEqualTo(2);
  }

  @Test
  void aBundleGreaterThanInfluxTakesIsSentInParts() throws Exception {
    Random random = new Random(1);
    List<String> lines =
        IntStream.range(0, 3000)
            .mapToObj(i -> "telemetry,device=a,plot=" + noise(random) + " co2=1 " + (T0 + i))
            .toList();

    assertThat(write(lines).stored()).isEqualTo(3000);
    assertThat(count(Set.of("a"))).isEqualTo(3000);
  }

  @Test
  void wrongCredentialsAndMissingRightsAreTheOperatorsToMend() throws Exception {
    influx.close();
    store.close();
    influx = InfluxServer.startWithAuthentication(folder.resolve("locked"));
    query("CREATE USER admin WITH PASSWORD 'secret' WITH ALL PRIVILEGES");
    store = store(new Credentials.Password("admin", "secret"));
    assertThat(write(List.of("telemetry,device=a co2=1 " + T0)).stored()).isEqualTo(1);
    assertThat(store.health().up()).isTrue();
    query("CREATE USER reader WITH PASSWORD 'look'", "admin", "secret");
    query("GRANT READ ON kenh TO reader", "admin", "secret");

    try (InfluxStore anonymous = store(new Credentials.None());
        InfluxStore wrong = store(new Credentials.Password("admin", "wrong"));
        InfluxStore reader = store(new Credentials.Password("reader", "look"))) {
      for (InfluxStore shut : List.of(anonymous, wrong)) {
        assertThat(refusal(shut).kind()).isEqualTo(Cause.CONFIGURATION);
        assertThat(refusal(shut)).hasMessageContaining("--influx-user");
        assertThat(shut.health().up()).isFalse();
      }
      assertThat(refusal(reader).kind()).isEqualTo(Cause.CONFIGURATION);
      assertThat(refusal(reader)).hasMessageContaining("GRANT ALL ON \"kenh\"");
      assertThat(reader.latest("a")).isEqualTo(Map.of("co2", new LatestValue(T0, 1)));
    }
  }

  private InfluxStore store(Credentials credentials) {
    return new InfluxStore(
        new InfluxOptions(influx.url(), "kenh", credentials, Duration.ofSeconds(10)));
  }

  private WriteResult write(List<String> lines) throws Exception {
    return store.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static StoreUnavailableException refusal(InfluxStore store) {
    byte[] line = ("telemetry,device=a co2=9 " + T0).getBytes(StandardCharsets.UTF_8);
    return catchThrowableOfType(StoreUnavailableException.class, () -> store.write(line));
  }

  private int count(Set<String> devices) throws Exception {
    List<String> rows = new ArrayList<>();
    store.export(
        new ExportQuery(devices, Set.of(), 0, Long.MAX_VALUE),
        (time, device, metric, value) -> rows.add(metric));
    return rows.size();
  }

  /** Writes by another's hand. */
  private void prepare(String line) throws IOException, InterruptedException {
    query("CREATE DATABASE kenh");
    HttpRequest write =
        HttpRequest.newBuilder(URI.create(influx.url() + "/write?db=kenh&precision=ms"))
            .POST(BodyPublishers.ofString(line))
            .build();
    assertThat(HTTP.send(write, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
  }

  private void query(String query) throws IOException, InterruptedException {
    query(query, "", "");
  }

  private void query(String query, String user, String password)
      throws IOException, InterruptedException {
    String login = user.isEmpty() ? "" : "?u=" + user + "&p=" + encoded(password);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(influx.url() + "/query" + login))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("q=" + encoded(query)))
            .build();
    String answer = HTTP.send(request, BodyHandlers.ofString()).body();
    assertThat(answer).doesNotContain("error");
  }

  /** Text that compresses badly: 3,000 of these are over 25 MB. */
  private static String noise(Random random) {
    return random
        .ints(15_000, 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
