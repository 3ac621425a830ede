package vn.kenh.server.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import vn.kenh.gateway.reading.Frame;
import vn.kenh.gateway.spool.Counter;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineOptions;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.gateway.spool.SpoolGroup;
import vn.kenh.gateway.spool.SpoolOptions;
import vn.kenh.server.ingest.Drain;
import vn.kenh.server.ingest.DrainOptions;
import vn.kenh.server.telemetry.InfluxOptions;
import vn.kenh.server.telemetry.InfluxOptions.Credentials;
import vn.kenh.server.telemetry.InfluxStore;
import vn.kenh.testing.InfluxServer;

/**
 * How fast a backlog in the spool drains into a real InfluxDB on the same machine, five values a
 * point. Arguments: points (default 2,000,000), devices (default 1,000), bundles written at a time
 * (default as in the server).
 */
public final class DrainBench {

  private static final int FRAME = 500;
  private static final long T0 = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

  private DrainBench() {}

  public static void main(String[] args) throws Exception {
    int points = args.length > 0 ? Integer.parseInt(args[0]) : 2_000_000;
    int devices = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
    DrainOptions usual = DrainOptions.defaults();
    DrainOptions drainOptions =
        new DrainOptions(
            usual.points(),
            usual.bytes(),
            usual.linger(),
            args.length > 2 ? Integer.parseInt(args[2]) : usual.writers(),
            usual.firstPause(),
            usual.longestPause());
    Path folder = Files.createTempDirectory("kenh-bench");
    try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
        InfluxStore store =
            new InfluxStore(new InfluxOptions(influx.url(), "kenh", new Credentials.None()));
        Quarantine quarantine =
            Quarantine.open(
                folder.resolve("quarantine.db"), QuarantineOptions.defaults(), Clock.systemUTC());
        Spool spool =
            Spool.open(
                folder.resolve("spool"), SpoolOptions.defaults(), quarantine, Clock.systemUTC());
        Drain drain =
            new Drain(
                spool,
                store,
                quarantine,
                drainOptions,
                Clock.systemUTC(),
                RandomGenerator.getDefault())) {
      fill(spool, new SampleFrames(devices, T0), points);
      long start = System.nanoTime();
      drain.start();
      while (spool.ledger().readingsPending() > 0) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "drained %,d points (%,d readings stored) in %.1f s: %,.0f points/s, %d bundles%n",
          points,
          spool.ledger().get(Counter.READINGS_STORED),
          seconds,
          points / seconds,
          drain.metrics().bundles());
      printProcessorTime(points);
    }
    System.out.println("left behind for a look: " + folder);
  }

  /** What each thread costs a point, which tells more than the clock on a busy machine. */
  private static void printProcessorTime(int points) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (long id : threads.getAllThreadIds()) {
      ThreadInfo info = threads.getThreadInfo(id);
      if (info != null && threads.getThreadCpuTime(id) > 100_000_000L) {
        System.out.printf(
            "  %-20s %.2f us of the processor a point%n",
            info.getThreadName(), threads.getThreadCpuTime(id) / 1e3 / points);
      }
    }
  }

  private static void fill(Spool spool, SampleFrames frames, int points)
      throws InterruptedException {
    long readings = 0;
    for (int i = 0; i < points; i += FRAME) {
      Frame frame = frames.next(Math.min(FRAME, points - i));
      readings += frame.readings();
      spool.append(SpoolGroup.frame(frame.lines(), frame.readings(), () -> {}));
      while (spool.backpressure().saturated()) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
    while (spool.ledger().get(Counter.READINGS_SPOOLED) < readings) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }
}
