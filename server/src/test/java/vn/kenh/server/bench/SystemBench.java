package vn.kenh.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vn.kenh.gateway.bench.LoadOptions;
import vn.kenh.gateway.bench.LoadResult;
import vn.kenh.gateway.bench.PublishLoad;
import vn.kenh.server.testing.KenhServer;
import vn.kenh.testing.InfluxServer;

/**
 * Measures the packaged server from outside, with the generator, the server and InfluxDB on the
 * same machine, and prints a Markdown table of medians. The method is written down in
 * docs/benchmarks.md.
 */
public final class SystemBench {

  private static final long WARM_UP_MILLIS = 8_000;
  private static final long MEASURED_MILLIS = 15_000;

  /** Readings in each message of {@link PublishLoad}. */
  private static final int FIELDS = 6;

  private static final long MINUTE_MILLIS = 60_000;

  /** Where nothing listens: readings stay in the spool. */
  private static final String NOBODY = "http://127.0.0.1:1";

  private enum Sink {
    EMBEDDED,
    INFLUX,
    AWAY
  }

  private final Path folder;
  private final int runs;

  private SystemBench(Path folder, int runs) {
    this.folder = folder;
    this.runs = runs;
  }

  /** Arguments: {@code [runs]}, 3 by default. */
  public static void main(String[] arguments) throws Exception {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    Path folder = Files.createTempDirectory("kenh-bench");
    try {
      new SystemBench(folder, runs).run();
    } finally {
      Scratch.delete(folder);
    }
  }

  private void run() throws Exception {
    System.out.println("| what | median | of runs |");
    System.out.println("| --- | --- | --- |");
    startAndIdle();
    acknowledged("200 connections, 20 in flight, no store answers", 200, 20, Sink.AWAY);
    acknowledged("200 connections, 20 in flight, embedded store", 200, 20, Sink.EMBEDDED);
    acknowledged("1,000 connections, 1 in flight, embedded store", 1_000, 1, Sink.EMBEDDED);
    acknowledged("200 connections, 20 in flight, into InfluxDB", 200, 20, Sink.INFLUX);
    publishToQueryable(false);
    publishToQueryable(true);
    monthOfMinutes(false);
    monthOfMinutes(true);
    labels();
  }

  private void startAndIdle() throws Exception {
    List<Double> ready = new ArrayList<>();
    List<Double> idle = new ArrayList<>();
    for (int run = 0; run < Math.max(runs, 5); run++) {
      long start = System.nanoTime();
      try (KenhServer server = KenhServer.start(next("start"))) {
        server.getJson("/health/ready");
        ready.add((System.nanoTime() - start) / 1e9);
        Thread.sleep(3_000);
        idle.add(residentMebibytes(server));
      }
    }
    row("cold start to ready, empty data folder", "%.2f s", ready);
    row("resident memory, idle (-Xmx512m)", "%.0f MiB", idle);
  }

  /** Acknowledged a second; with InfluxDB also points a second stored, counted in InfluxDB. */
  private void acknowledged(String name, int connections, int window, Sink sink) throws Exception {
    boolean intoInflux = sink == Sink.INFLUX;
    List<Double> perSecond = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    List<Double> stored = new ArrayList<>();
    List<Double> ofCeiling = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      double ceiling = intoInflux ? influxCeiling() : 0;
      Path place = next("load");
      try (InfluxServer influx = InfluxServer.start(place.resolve("influx"));
          KenhServer server =
              switch (sink) {
                case EMBEDDED -> KenhServer.start(place);
                case INFLUX -> KenhServer.start(place, "--influx-url=" + influx.url());
                case AWAY -> KenhServer.start(place, "--influx-url=" + NOBODY);
              };
          PublishLoad load =
              new PublishLoad(
                      new LoadOptions(
                          "127.0.0.1",
                          server.mqttPort(),
                          connections,
                          window,
                          1,
                          "bench-",
                          "any",
                          System.currentTimeMillis() - 86_400_000L))
                  .connect()) {
        load.warmUp(WARM_UP_MILLIS);
        long start = System.nanoTime();
        double before = server.metric("kenh_readings_stored_total");
        LoadResult result = load.measure(MEASURED_MILLIS);
        resident.add(residentMebibytes(server));
        perSecond.add(result.perSecond());
        p99.add(result.p99Millis());
        if (intoInflux) {
          server.awaitDrained(Duration.ofMinutes(10));
          double seconds = (System.nanoTime() - start) / 1e9;
          double readings = server.metric("kenh_readings_stored_total") - before;
          long sent = load.acknowledged();
          long found = InfluxCount.points(influx, "kenh");
          if (found < sent) {
            throw new IllegalStateException(sent + " acknowledged, only " + found + " stored");
          }
          double points = readings / FIELDS / seconds;
          stored.add(points);
          ofCeiling.add(points / ceiling);
        }
      }
    }
    row("acknowledged durable QoS 1 publishes, " + name, "%,.0f /s", perSecond);
    row("… their 99th percentile", "%.0f ms", p99);
    row("… resident memory under this load (-Xmx512m)", "%.0f MiB", resident);
    if (intoInflux) {
      row("… points stored in InfluxDB, until the last is stored, none lost", "%,.0f /s", stored);
      row("… as a part of what InfluxDB takes alone", "%.2f", ofCeiling);
    }
  }

  private double influxCeiling() throws Exception {
    double ceiling =
        InfluxCeiling.pointsPerSecond(next("ceiling"), WARM_UP_MILLIS, MEASURED_MILLIS);
    System.err.printf(Locale.ROOT, "InfluxDB alone takes %,.0f points/s%n", ceiling);
    return ceiling;
  }

  private void publishToQueryable(boolean intoInflux) throws Exception {
    List<Double> millis = new ArrayList<>();
    Path place = next("fresh");
    try (InfluxServer influx = InfluxServer.start(place.resolve("influx"));
        KenhServer server =
            intoInflux
                ? KenhServer.start(place, "--influx-url=" + influx.url())
                : KenhServer.start(place);
        BenchDevice device = BenchDevice.connect(server.mqttPort(), "fresh")) {
      for (int i = 0; i < 60; i++) {
        long time = 1_760_000_000_000L + i * 1_000L;
        long start = System.nanoTime();
        device.publish(
            "telemetry",
            ("{\"time\":" + time + ",\"soil_moisture\":30.5}").getBytes(StandardCharsets.UTF_8));
        String query =
            "/api/v1/readings?device=fresh&metric=soil_moisture&from=" + time + "&to=" + (time + 1);
        while (server.getJson(query).path("points").isEmpty()) {
          Thread.onSpinWait();
        }
        if (i >= 10) {
          millis.add((System.nanoTime() - start) / 1e6);
        }
      }
    }
    row("publish to queryable over HTTP, quiet server, " + store(intoInflux), "%.0f ms", millis);
  }

  private void monthOfMinutes(boolean intoInflux) throws Exception {
    List<Double> millis = new ArrayList<>();
    Path place = next("month");
    try (InfluxServer influx = InfluxServer.start(place.resolve("influx"));
        KenhServer server =
            intoInflux
                ? KenhServer.start(place, "--influx-url=" + influx.url())
                : KenhServer.start(place);
        BenchDevice device = BenchDevice.connect(server.mqttPort(), "month")) {
      long from = 1_757_000_040_000L;
      int minutes = 30 * 24 * 60;
      for (int first = 0; first < minutes; first += 1_000) {
        StringBuilder json = new StringBuilder("[");
        for (int i = first; i < Math.min(first + 1_000, minutes); i++) {
          json.append(i == first ? "" : ",")
              .append("{\"time\":")
              .append(from + i * MINUTE_MILLIS)
              .append(",\"soil_moisture\":")
              .append(20 + i % 300 / 10.0)
              .append('}');
        }
        device.publish("telemetry", json.append(']').toString().getBytes(StandardCharsets.UTF_8));
      }
      server.awaitDrained(Duration.ofMinutes(2));
      String query =
          "/api/v1/readings?device=month&metric=soil_moisture&points=1000&from="
              + from
              + "&to="
              + (from + minutes * MINUTE_MILLIS);
      for (int i = 0; i < 40; i++) {
        long start = System.nanoTime();
        int points = server.getJson(query).path("points").size();
        if (points < 300 || points > 1_000) {
          throw new IllegalStateException(points + " points");
        }
        if (i >= 10) {
          millis.add((System.nanoTime() - start) / 1e6);
        }
      }
    }
    row("30 days of minutes at 1,000 points over HTTP, " + store(intoInflux), "%.1f ms", millis);
  }

  private void labels() throws Exception {
    List<Double> perSecond = new ArrayList<>();
    try (KenhServer server =
        KenhServer.start(next("labels"), "--public-url=https://kenh.example.vn")) {
      server.postJson(
          "/api/v1/farms",
          "{\"id\":\"f\",\"name\":\"Vườn vải Thanh Hà\",\"province\":\"Hải Dương\"}",
          201);
      server.postJson(
          "/api/v1/plots",
          "{\"id\":\"p\",\"farm\":\"f\",\"name\":\"Thửa 1\",\"crop\":\"Vải thiều\",\"area_m2\":1000}",
          201);
      JsonNode batch =
          server.postJson(
              "/api/v1/batches",
              "{\"gtin\":\"08936012345674\",\"lot\":\"L1\",\"plot\":\"p\",\"product\":\"Vải thiều\","
                  + "\"harvested\":\"2026-06-10\",\"quantity_kg\":500}",
              201);
      String path = "/api/v1/batches/" + batch.path("id").asText();
      server.postJson(path + "/labels", "{\"count\":2000}", 201);
      for (int i = 0; i < runs + 2; i++) {
        long start = System.nanoTime();
        server.getBytes(path + "/labels.pdf?sheet=a4-3x7", "application/pdf");
        if (i >= 2) {
          perSecond.add(2_000 / ((System.nanoTime() - start) / 1e9));
        }
      }
    }
    row("labels to PDF, a4-3x7, over HTTP", "%,.0f /s", perSecond);
  }

  private Path next(String name) throws IOException {
    return Files.createTempDirectory(folder, name);
  }

  private static String store(boolean intoInflux) {
    return intoInflux ? "InfluxDB" : "embedded store";
  }

  private static void row(String what, String format, List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d: %s to %s |%n",
        what,
        String.format(Locale.ROOT, format, median(sorted)),
        sorted.length,
        String.format(Locale.ROOT, format, sorted[0]),
        String.format(Locale.ROOT, format, sorted[sorted.length - 1]));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double residentMebibytes(KenhServer server) throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(server.pid()), "status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1024;
    }
  }
}
