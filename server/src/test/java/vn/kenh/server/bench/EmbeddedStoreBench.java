package vn.kenh.server.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import vn.kenh.server.telemetry.EmbeddedStore;
import vn.kenh.server.telemetry.TrendQuery;

/**
 * How fast the embedded store takes points of five values, how many bytes each takes on disk, and
 * how long a trend over 30 days of minutes takes. Arguments: points (default 5,000,000), devices
 * (default 1,000).
 */
public final class EmbeddedStoreBench {

  private static final int BUNDLE = 5_000;
  private static final long T0 = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final long MONTH = Duration.ofDays(30).toMillis();

  private EmbeddedStoreBench() {}

  public static void main(String[] args) throws Exception {
    int points = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
    int devices = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
    Path folder = Files.createTempDirectory("kenh-bench");
    try (EmbeddedStore store = new EmbeddedStore(folder, Clock.systemUTC())) {
      write(store, new SampleFrames(devices, T0), points, devices + " devices");
      write(store, new SampleFrames(1, T0 + 2 * MONTH), 43_200, "one device's month");
    }
    print("bytes a point on disk", size(folder) / (double) (points + 43_200));
    long opened = System.nanoTime();
    try (EmbeddedStore store = new EmbeddedStore(folder, Clock.systemUTC())) {
      store.latest("drip-0");
      print("open and first latest, ms", millisSince(opened));
      for (int i = 0; i < 5; i++) {
        long start = System.nanoTime();
        long processor = processorNanos();
        int buckets =
            store
                .trend(
                    new TrendQuery(
                        Set.of("drip-0"), "soil_moisture", T0 + 2 * MONTH, T0 + 3 * MONTH, 1_000))
                .buckets()
                .size();
        print("30 days of minutes in " + buckets + " buckets, ms", millisSince(start));
        print("  of the processor, ms", (processorNanos() - processor) / 1e6);
      }
      long start = System.nanoTime();
      store.latest("drip-" + devices / 2);
      print("latest of one device, ms", millisSince(start));
    }
    delete(folder);
  }

  private static void write(EmbeddedStore store, SampleFrames frames, int points, String what)
      throws Exception {
    long nanos = 0;
    long processor = 0;
    for (int written = 0; written < points; written += BUNDLE) {
      byte[] lines = frames.next(Math.min(BUNDLE, points - written)).lines();
      long start = System.nanoTime();
      long processorStart = processorNanos();
      store.write(lines);
      processor += processorNanos() - processorStart;
      nanos += System.nanoTime() - start;
    }
    print("points/s, " + what, points / (nanos / 1e9));
    print("points per second of the processor", points / (processor / 1e9));
  }

  /** What a query costs where other programs take most of the machine. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static void print(String what, double value) {
    System.out.printf("%-50s %,12.1f%n", what, value);
  }
}
