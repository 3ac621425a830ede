package vn.kenh.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.kenh.server.ServerOptions;
import vn.kenh.server.ServerSettings;

/** {@code kenh demo}: everything at once, with nothing to install. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the server on embedded stores with two simulated farms beside it.",
      "Without --data-dir everything is gone when it ends."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final Duration HISTORY_LIMIT = Duration.ofHours(6);

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "72",
      description = "Hours of history to fill in, newest live readings first (${DEFAULT-VALUE}).")
  private int hours;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same farms (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "Simulated seconds in a second (${DEFAULT-VALUE}).",
        "Readings more than 24 hours ahead of the clock go to quarantine."
      })
  private double speed;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    check(hours >= 0 && hours <= 24 * 400, "--hours must be 0 to 9600");
    check(speed > 0 && speed <= 100_000, "--speed must be more than 0");
    ServerSettings settings = options.settings();
    boolean temporary = temporary();
    Path dataDir = temporary ? Files.createTempDirectory("kenh-demo-") : settings.dataDir();
    Demo.Plan plan = new Demo.Plan(in(dataDir, settings), Duration.ofHours(hours), seed, speed);
    Demo demo = Demo.start(plan, System.out);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  demo.close();
                  if (temporary) {
                    delete(dataDir);
                  }
                  ended.countDown();
                },
                "kenh-shutdown"));
    demo.guide().forEach(System.out::println);
    if (hours > 0 && demo.simulation().awaitHistoryReadings(HISTORY_LIMIT)) {
      System.out.println(
          "the last " + hours + " hours are filled in; the cameras' pictures follow");
    }
    ended.await();
    return 0;
  }

  /** Whether all goes when it ends: unless a folder was named, be it the server's usual one. */
  boolean temporary() {
    return !options.namesDataDir();
  }

  private void check(boolean good, String message) {
    if (!good && spec != null) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private static ServerSettings in(Path dataDir, ServerSettings given) {
    return new ServerSettings(
        dataDir,
        given.http(),
        given.httpsPort(),
        given.mqtt(),
        given.mqttsPort(),
        given.tls(),
        given.publicUrl(),
        given.influx(),
        given.databaseUrl(),
        given.brokerUrls(),
        given.brokerTopics(),
        given.adminToken(),
        given.anonymousDevices(),
        given.retention(),
        given.spoolLimitBytes());
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("kenh: cannot clear " + folder + ": " + e.getMessage());
    }
  }
}
