package vn.kenh.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import vn.kenh.gateway.mqtt.BrokerSubscription;
import vn.kenh.gateway.mqtt.MqttListener;
import vn.kenh.gateway.spool.Counter;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.Spool;
import vn.kenh.server.camera.SnapshotInbox;
import vn.kenh.server.device.Presence;
import vn.kenh.server.ingest.IngestMetrics;
import vn.kenh.server.ingest.LiveFeed;
import vn.kenh.server.ingest.LiveHub;

/** What {@code /metrics} tells. The books are the ledger's, exact across restarts. */
final class Meters {

  private Meters() {}

  static void bind(MeterRegistry meters, Services services) {
    Spool spool = services.ingestion().spool();
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
    Quarantine quarantine = services.ingestion().quarantine();
    gauge(meters, "kenh_quarantine_items", quarantine, Quarantine::size);
    gauge(meters, "kenh_quarantine_bytes", quarantine, Quarantine::bytes);
    FunctionCounter.builder("kenh_quarantine_expired", quarantine, Quarantine::expired)
        .register(meters);
    gauge(meters, "kenh_devices_connected", services.presence(), Presence::connected);
    MqttListener mqtt = services.mqtt();
    gauge(meters, "kenh_mqtt_connections", mqtt, m -> m.gauges().connections());
    gauge(meters, "kenh_mqtt_sessions", mqtt, m -> m.gauges().sessions());
    gauge(meters, "kenh_mqtt_unacknowledged", mqtt, m -> m.gauges().unacknowledgedMessages());
    counter(meters, "kenh_mqtt_publishes_received", mqtt, m -> m.gauges().publishesReceived());
    counter(meters, "kenh_mqtt_publishes_refused", mqtt, m -> m.gauges().publishesRefused());
    counter(meters, "kenh_mqtt_logins_refused", mqtt, m -> m.gauges().loginsRefused());
    counter(meters, "kenh_mqtt_protocol_errors", mqtt, m -> m.gauges().protocolErrors());
    services.brokers().forEach(broker -> bind(meters, broker));
    IngestMetrics ingest = services.ingestion().drain().metrics();
    counter(meters, "kenh_store_bundles", ingest, IngestMetrics::bundles);
    counter(meters, "kenh_store_retries", ingest, IngestMetrics::retries);
    counter(meters, "kenh_store_write_seconds", ingest, IngestMetrics::writeSeconds);
    gauge(meters, "kenh_store_bundles_in_flight", ingest, IngestMetrics::inFlight);
    gauge(meters, "kenh_live_subscribers", services.ingestion().feed(), LiveFeed::subscribers);
    counter(
        meters, "kenh_live_frames_passed_over", services.ingestion().hub(), LiveHub::passedOver);
    SnapshotInbox snapshots = services.snapshotInbox();
    counter(meters, "kenh_snapshots_stored", snapshots, SnapshotInbox::stored);
    counter(meters, "kenh_snapshots_quarantined", snapshots, SnapshotInbox::quarantined);
    counter(meters, "kenh_snapshots_turned_away", snapshots, SnapshotInbox::turnedAway);
    Runtime runtime = Runtime.getRuntime();
    gauge(meters, "kenh_heap_used_bytes", runtime, r -> r.totalMemory() - r.freeMemory());
    gauge(meters, "kenh_heap_max_bytes", runtime, Runtime::maxMemory);
    gauge(
        meters,
        "kenh_uptime_seconds",
        ManagementFactory.getRuntimeMXBean(),
        process -> process.getUptime() / 1000.0);
  }

  private static void bind(MeterRegistry meters, BrokerSubscription broker) {
    Tags tags = Tags.of("broker", broker.address());
    Gauge.builder("kenh_broker_subscribed", broker, b -> b.isSubscribed() ? 1 : 0)
        .tags(tags)
        .strongReference(true)
        .register(meters);
    FunctionCounter.builder("kenh_broker_received", broker, BrokerSubscription::received)
        .tags(tags)
        .register(meters);
    FunctionCounter.builder("kenh_broker_acknowledged", broker, BrokerSubscription::acknowledged)
        .tags(tags)
        .register(meters);
  }

  private static <T> void counter(
      MeterRegistry meters, String name, T source, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, source, value).register(meters);
  }

  private static <T> void gauge(
      MeterRegistry meters, String name, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value).strongReference(true).register(meters);
  }
}
