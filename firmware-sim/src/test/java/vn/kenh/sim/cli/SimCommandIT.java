package vn.kenh.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.sim.Broker;

/** The program as a process of its own. */
final class SimCommandIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatStillRuns() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void controlCEndsItInGoodOrderAndTheTruthIsWhole() throws Exception {
    Path truth = folder.resolve("truth.jsonl");
    try (Broker broker = new Broker(folder)) {
      Process simulator =
          start("--url=" + broker.url(), "--devices=40", "--interval=200ms", "--truth=" + truth);
      await().atMost(LIMIT).until(() -> Files.exists(truth) && Files.size(truth) > 50_000);
      interrupt(simulator);
      assertThat(simulator.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(output()).contains("acknowledged ").contains("refused 0, dropped 0");
    assertThat(started.get(0).exitValue()).as(output()).isZero();
    List<JsonNode> lines = truthOf(truth);
    List<JsonNode> counts =
        lines.stream().filter(line -> line.path("type").asText().equals("counts")).toList();
    assertThat(counts).hasSize(40);
    assertThat(lines.subList(lines.size() - 40, lines.size())).isEqualTo(counts);
    for (JsonNode device : counts) {
      long acknowledged =
          lines.stream()
              .filter(line -> line.path("type").asText().equals("acknowledged"))
              .filter(line -> line.path("device").equals(device.path("device")))
              .count();
      assertThat(acknowledged)
          .isPositive()
          .isEqualTo(device.path("acknowledged").asLong())
          .isEqualTo(device.path("messages").asLong());
    }
  }

  @Test
  void controlCEndsItEvenWhileNobodyAnswers() throws Exception {
    Path truth = folder.resolve("truth.jsonl");
    Process simulator =
        start("--url=mqtt://127.0.0.1:1", "--farms=1", "--interval=100ms", "--truth=" + truth);
    await().atMost(LIMIT).until(() -> Files.exists(truth) && Files.size(truth) > 5_000);
    interrupt(simulator);
    assertThat(simulator.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(simulator.exitValue()).as(output()).isEqualTo(1);
    assertThat(output()).contains("acknowledged 0 of ");
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SimCommand.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sim.log").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KENH_"));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("sim.log"));
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  private static List<JsonNode> truthOf(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
