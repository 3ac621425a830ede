package vn.kenh.server.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import vn.kenh.server.testing.KenhServer;
import vn.kenh.testing.Mosquitto;

/**
 * Measures the packaged simulator with 10,000 devices that send a message a second each, against
 * the packaged server and against Mosquitto, all on this machine, and prints a Markdown table. The
 * method is written down in docs/benchmarks.md.
 *
 * <p>Arguments: {@code [seconds]} measured, 60 by default; {@code [devices]}, 10,000; {@code
 * [interval]} of a device, 1s.
 */
public final class FleetBench {

  private static final Pattern LINE =
      Pattern.compile(
          "connected (\\d+)/\\d+ .* acknowledged (\\d+) \\((\\d+)/s\\)  pending (\\d+)");
  private static final Pattern SUM =
      Pattern.compile("acknowledged \\d+ of \\d+ messages.*; refused \\d+, dropped \\d+");
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The simulator tells every ten seconds where it stands. */
  private static final int SECONDS_A_LINE = 10;

  private final Path folder;
  private final int seconds;
  private final int devices;
  private final String interval;

  private record Line(int connected, long acknowledged, long perSecond, long pending) {
    static Line of(Matcher text) {
      return new Line(
          Integer.parseInt(text.group(1)),
          Long.parseLong(text.group(2)),
          Long.parseLong(text.group(3)),
          Long.parseLong(text.group(4)));
    }
  }

  private FleetBench(Path folder, int seconds, int devices, String interval) {
    this.folder = folder;
    this.seconds = seconds;
    this.devices = devices;
    this.interval = interval;
  }

  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    int devices = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    String interval = arguments.length > 2 ? arguments[2] : "1s";
    Path folder = Files.createTempDirectory("kenh-fleet-bench");
    try {
      System.out.println(
          "| against | acknowledged, median of ten seconds | then pending | at the end"
              + " | processor time a message: simulator, other side | threads | memory | load |");
      System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
      new FleetBench(folder, seconds, devices, interval).run();
    } finally {
      Scratch.delete(folder);
    }
  }

  private void run() throws Exception {
    Path place = Files.createDirectory(folder.resolve("kenh"));
    try (KenhServer server = KenhServer.startWhereNoClientIsPut(place)) {
      measure("Kênh, durable", place, "mqtt://127.0.0.1:" + server.mqttPort(), server.pid());
    }
    place = Files.createDirectory(folder.resolve("mosquitto"));
    try (Mosquitto broker = Mosquitto.start(place.resolve("broker"))) {
      measure("Mosquitto, in memory", place, broker.url(), broker.pid());
    }
  }

  private void measure(String against, Path place, String url, long otherSide) throws Exception {
    Path log = place.resolve("sim.log");
    Process simulator = simulator(url, log);
    try {
      await("all connected", () -> lines(log).stream().anyMatch(this::isWhole));
      int first = lines(log).size() - 1;
      Duration own = processorTime(simulator.pid());
      Duration others = processorTime(otherSide);
      int last = first + seconds / SECONDS_A_LINE;
      await("the measured time", () -> lines(log).size() > last);
      own = processorTime(simulator.pid()).minus(own);
      others = processorTime(otherSide).minus(others);
      List<Line> measured = lines(log).subList(first, last + 1);
      Line end = measured.get(measured.size() - 1);
      double messages = end.acknowledged() - measured.get(0).acknowledged();
      double[] rates = measured.stream().skip(1).mapToDouble(Line::perSecond).sorted().toArray();
      String threads = status(simulator.pid(), "Threads");
      long kibibytes = Long.parseLong(status(simulator.pid(), "VmRSS").replaceAll("\\D", ""));
      double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      simulator.destroy();
      await("its end", () -> !simulator.isAlive());
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f /s (%,.0f to %,.0f) | %,d | %s | %.0f µs, %.0f µs | %s | %d MiB | %.1f |%n",
          against,
          rates[rates.length / 2],
          rates[0],
          rates[rates.length - 1],
          end.pending(),
          sum(log),
          own.toNanos() / 1e3 / messages,
          others.toNanos() / 1e3 / messages,
          threads,
          kibibytes / 1024,
          load);
    } finally {
      simulator.destroyForcibly();
    }
  }

  private boolean isWhole(Line line) {
    return line.connected() == devices;
  }

  private Process simulator(String url, Path log) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-jar",
                Path.of(System.getProperty("kenh.root", ".."), "firmware-sim/target/kenh-sim.jar")
                    .toString(),
                "--url=" + url,
                "--devices=" + devices,
                "--interval=" + interval,
                "--client=light",
                "--token=any"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** What the simulator has told so far. */
  private static List<Line> lines(Path log) throws IOException {
    try (Stream<String> text = Files.lines(log)) {
      return text.map(LINE::matcher).filter(Matcher::find).map(Line::of).toList();
    }
  }

  private static String sum(Path log) throws IOException {
    try (Stream<String> text = Files.lines(log)) {
      return text.filter(SUM.asPredicate()).findFirst().orElse("it did not say");
    }
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(condition);
  }

  private static Duration processorTime(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
  }

  private static String status(long pid, String key) throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith(key + ":"))
          .map(line -> line.substring(key.length() + 1).strip())
          .findFirst()
          .orElseThrow();
    }
  }
}
