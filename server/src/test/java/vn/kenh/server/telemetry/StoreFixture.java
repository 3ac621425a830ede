package vn.kenh.server.telemetry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An empty store for each test, and short words to use it with. */
abstract class StoreFixture {

  /** 2026-03-01T00:00:00Z. */
  static final long T0 = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

  static final long SECOND = 1000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  abstract TelemetryStore store();

  final WriteResult write(String... lines) throws Exception {
    return store().write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  final Series trend(Set<String> devices, String metric, long from, long to, int points)
      throws Exception {
    return store().trend(new TrendQuery(devices, metric, from, to, points));
  }

  final List<String> export(String device) throws Exception {
    return export(Set.of(device), 0, Long.MAX_VALUE);
  }

  final List<String> export(Set<String> devices, long from, long to) throws Exception {
    List<String> rows = new ArrayList<>();
    store()
        .export(
            new ExportQuery(devices, Set.of(), from, to),
            (time, device, metric, value) ->
                rows.add(time + " " + device + " " + metric + " " + value));
    return rows;
  }

  static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
  }
}
