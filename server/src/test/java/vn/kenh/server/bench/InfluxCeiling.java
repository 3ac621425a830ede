package vn.kenh.server.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import vn.kenh.gateway.reading.LineProtocolWriter;
import vn.kenh.server.telemetry.InfluxOptions;
import vn.kenh.server.telemetry.InfluxOptions.Credentials;
import vn.kenh.server.telemetry.InfluxStore;
import vn.kenh.testing.InfluxServer;

/**
 * What InfluxDB takes on this machine when nothing else is done: the lines of {@link
 * vn.kenh.gateway.bench.PublishLoad}, made beforehand, 5,000 points a request, on two connections.
 */
final class InfluxCeiling {

  private static final int CONNECTIONS = 2;
  private static final int POINTS = 5_000;
  private static final int DEVICES = 200;
  private static final byte[] TIME = "1760000000000".getBytes(StandardCharsets.US_ASCII);

  private InfluxCeiling() {}

  /** Points a second, over {@code measured} after {@code warmUp}, both in milliseconds. */
  static double pointsPerSecond(Path folder, long warmUp, long measured) throws Exception {
    AtomicLong points = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try (InfluxServer influx = InfluxServer.start(folder);
        InfluxStore store =
            new InfluxStore(new InfluxOptions(influx.url(), "kenh", new Credentials.None()))) {
      List<Future<Void>> writers = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        writers.add(threads.submit(writer(store, i, points)));
      }
      Thread.sleep(warmUp);
      long before = points.get();
      long start = System.nanoTime();
      Thread.sleep(measured);
      double rate = (points.get() - before) / ((System.nanoTime() - start) / 1e9);
      for (Future<Void> writer : writers) {
        if (writer.isDone()) {
          writer.get();
        }
      }
      return rate;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Writes the same lines for ever, each time a millisecond of device time later. */
  private static Callable<Void> writer(InfluxStore store, int number, AtomicLong points) {
    return () -> {
      byte[] lines = lines(number);
      int lineLength = lines.length / POINTS;
      long time = 1_760_000_000_000L;
      while (!Thread.currentThread().isInterrupted()) {
        for (int i = 0; i < POINTS; i++) {
          digits(lines, (i + 1) * lineLength - 1 - TIME.length, time + i / (DEVICES / CONNECTIONS));
        }
        store.write(lines);
        points.addAndGet(POINTS);
        time += POINTS / (DEVICES / CONNECTIONS);
      }
      return null;
    };
  }

  private static byte[] lines(int number) {
    LineProtocolWriter writer = new LineProtocolWriter();
    for (int i = 0; i < POINTS; i++) {
      writer.begin("bench-" + number + "-" + (100 + i % (DEVICES / CONNECTIONS)));
      writer.field("sequence", 1_000_000_000.0 + i);
      writer.field("soil_moisture", 31.4);
      writer.field("soil_temperature", 24.65);
      writer.field("air_temperature", 29.5);
      writer.field("air_humidity", 81.2);
      writer.field("battery_voltage", 3.71);
      writer.end(1_760_000_000_000L);
    }
    return writer.toByteArray();
  }

  private static void digits(byte[] lines, int at, long value) {
    long rest = value;
    for (int i = at + TIME.length - 1; i >= at; i--) {
      lines[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
