package vn.kenh.server;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import vn.kenh.gateway.mqtt.BrokerSubscription;
import vn.kenh.gateway.mqtt.MqttListener;
import vn.kenh.server.camera.SnapshotInbox;
import vn.kenh.server.camera.SnapshotStore;
import vn.kenh.server.device.CommandDelivery;
import vn.kenh.server.device.Commands;
import vn.kenh.server.device.Presence;
import vn.kenh.server.registry.Database;
import vn.kenh.server.registry.Registry;
import vn.kenh.server.telemetry.TelemetryStore;

/** What a server has opened, for {@link Web} to build its routes on. */
record Services(
    Vertx vertx,
    ServerSettings settings,
    Clock clock,
    Database database,
    Registry registry,
    Accounts accounts,
    TelemetryStore store,
    Ingestion ingestion,
    Presence presence,
    MqttListener mqtt,
    List<BrokerSubscription> brokers,
    SnapshotStore snapshots,
    SnapshotInbox snapshotInbox,
    Commands commands,
    CommandDelivery delivery) {}
