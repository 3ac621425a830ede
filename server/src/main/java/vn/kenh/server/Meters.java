package vn.kenh.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import vn.kenh.gateway.spool.Counter;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.server.device.Presence;

/** What {@code /metrics} tells. The books are the ledger's, exact across restarts. */
final class Meters {

  private Meters() {}

  static void bind(MeterRegistry meters, Services services) {
    Spool spool = services.spool();
    for (Counter counter : Counter.values()) {
      FunctionCounter.builder(
              "kenh_" + counter.name().toLowerCase(Locale.ROOT),
              spool,
              books -> books.ledger().get(counter))
          .description("since the first start of this data directory")
          .register(meters);
    }
    gauge(meters, "kenh_readings_pending", spool, s -> s.ledger().readingsPending());
    gauge(meters, "kenh_spool_bytes", spool, Spool::bytesOnDisk);
    gauge(meters, "kenh_spool_segments", spool, Spool::segmentCount);
    Quarantine quarantine = services.quarantine();
    gauge(meters, "kenh_quarantine_items", quarantine, Quarantine::size);
    gauge(meters, "kenh_quarantine_bytes", quarantine, Quarantine::bytes);
    FunctionCounter.builder("kenh_quarantine_expired", quarantine, Quarantine::expired)
        .register(meters);
    gauge(meters, "kenh_devices_connected", services.presence(), Presence::connected);
    Runtime runtime = Runtime.getRuntime();
    gauge(meters, "kenh_heap_used_bytes", runtime, r -> r.totalMemory() - r.freeMemory());
    gauge(meters, "kenh_heap_max_bytes", runtime, Runtime::maxMemory);
    gauge(
        meters,
        "kenh_uptime_seconds",
        ManagementFactory.getRuntimeMXBean(),
        process -> process.getUptime() / 1000.0);
  }

  private static <T> void gauge(
      MeterRegistry meters, String name, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value).strongReference(true).register(meters);
  }
}
