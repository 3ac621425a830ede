package vn.kenh.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import vn.kenh.gateway.spool.DataFolder;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolEntry;
import vn.kenh.gateway.spool.SpoolOptions;

final class QuarantineCommandTest {

  private static final long TIME = 1_795_300_000_000L;

  @TempDir private Path folder;
  private final StringWriter output = new StringWriter();

  @Test
  void itemsAreListedSafelyAndByPages() throws Exception {
    setAside("kenh/d1/telemetry", "bad \u001b[2J", "{\u0007");
    setAside("kenh/d2/telemetry", "bad", "x");
    assertThat(run("list", "--limit", "1")).isZero();
    assertThat(output.toString())
        .contains("1  2026-11-21T22:26:40Z  kenh/d1/telemetry  message, 2 bytes")
        .contains("why: bad \\x1b[2J", "{\\x07", "1 of 2 items", "--after 1")
        .doesNotContain("kenh/d2", "\u001b", "\u0007");
    assertThat(run("list", "--after", "1")).isZero();
    assertThat(output.toString()).contains("kenh/d2/telemetry");
  }

  @Test
  void theListIsThereWhileTheGatewayWorksButAReplayIsRefused() throws Exception {
    setAside("kenh/d1/telemetry", "bad", "x");
    Clock clock = Clock.systemUTC();
    try (DataFolder data = DataFolder.open(folder);
        Quarantine quarantine =
            Quarantine.open(data.quarantine(), QuarantineOptions.defaults(), clock)) {
      quarantine.addAll(List.of(item("kenh/d2/telemetry", "bad", "x")));
      assertThat(run("list")).isZero();
      assertThat(output.toString()).contains("kenh/d1", "kenh/d2", "2 of 2 items");
      assertThat(run("replay")).isEqualTo(1);
      assertThat(output.toString()).contains("in use by another process");
      assertThat(quarantine.size()).isEqualTo(2);
    }
  }

  @Test
  void whatCanBeReadNowLeavesTheQuarantineForTheSpool() throws Exception {
    setAside("kenh/d1/telemetry", "an older version could not", "{\"soil_ph\":6.5}");
    setAside("kenh/d1/telemetry", "bad", "{");
    setAside("kenh/cam/snapshot", "no time", "picture");
    setAside("kenh/gw2/frame", "not registered", "telemetry,device=d9 soil_ph=6.1 " + TIME);
    setAside("kenh/d1/status", "the server refuses it", "online");
    assertThat(run("replay")).isZero();
    assertThat(output.toString()).contains("2 stays: ", "replayed 4, 1 cannot be read, 1 left");
    assertThat(run("list")).isZero();
    assertThat(output.toString()).contains("1 of 1 items");
    assertThat(spooled())
        .containsExactlyInAnyOrder(
            "telemetry,device=d1 soil_ph=6.5 " + TIME,
            "kenh/cam/snapshot/" + TIME + "=picture",
            "telemetry,device=d9 soil_ph=6.1 " + TIME);
  }

  @Test
  void aReplayEndsAtItsLimit() throws Exception {
    setAside("kenh/d1/telemetry", "bad", "{\"soil_ph\":6.5}");
    setAside("kenh/d1/telemetry", "bad", "{\"soil_ph\":6.6}");
    assertThat(run("replay", "--limit", "1")).isZero();
    assertThat(output.toString()).contains("replayed 1, 0 cannot be read, 1 left");
    assertThat(spooled()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "list --limit 0, 2",
    "replay --limit none, 2",
    "replay --spool-limit 1MiB, 2",
    "forget, 2",
    "list, 1",
    "replay, 1"
  })
  void wrongUsageAndAFolderWithoutQuarantineAreTold(String arguments, int code) {
    assertThat(run(arguments.split(" "))).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"--help", "list --help", "replay --help"})
  void helpIsThereWithoutAnyOtherOption(String arguments) {
    assertThat(run(arguments.split(" "))).isZero();
    assertThat(output.toString()).contains("Usage: kenh-gateway quarantine");
  }

  private int run(String... arguments) {
    output.getBuffer().setLength(0);
    CommandLine line = new CommandLine(new GatewayCommand());
    line.setOut(new PrintWriter(output, true));
    line.setErr(new PrintWriter(output, true));
    String[] all =
        Stream.concat(Stream.of("quarantine"), Stream.of(arguments)).toArray(String[]::new);
    return GatewayCommand.run(line, all, Map.of("KENH_DATA_DIR", folder.toString()));
  }

  private void setAside(String topic, String error, String payload) throws Exception {
    try (Quarantine quarantine =
        Quarantine.open(
            folder.resolve("quarantine.db"), QuarantineOptions.defaults(), Clock.systemUTC())) {
      quarantine.addAll(List.of(item(topic, error, payload)));
    }
  }

  private static QuarantineItem item(String topic, String error, String payload) {
    return new QuarantineItem(
        QuarantineItem.Kind.MESSAGE,
        topic,
        topic.split("/", -1)[1],
        TIME,
        error,
        payload.getBytes(UTF_8));
  }

  private List<String> spooled() throws Exception {
    List<String> found = new ArrayList<>();
    Clock clock = Clock.systemUTC();
    try (DataFolder data = DataFolder.open(folder);
        Quarantine quarantine =
            Quarantine.open(data.quarantine(), QuarantineOptions.defaults(), clock);
        Spool spool = Spool.open(data.spool(), SpoolOptions.defaults(), quarantine, clock)) {
      Optional<SpoolEntry> entry = spool.take(Duration.ofSeconds(10));
      while (entry.isPresent()) {
        SpoolEntry taken = entry.get();
        String body = new String(taken.body(), UTF_8);
        if (taken.topic().isEmpty()) {
          body.lines().forEach(found::add);
        } else {
          found.add(taken.topic() + "=" + body);
        }
        entry = spool.take(Duration.ofMillis(300));
      }
    }
    return found;
  }
}
