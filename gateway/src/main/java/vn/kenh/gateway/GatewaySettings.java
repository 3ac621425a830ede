package vn.kenh.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vn.kenh.gateway.mqtt.BrokerOptions;
import vn.kenh.gateway.uplink.UplinkOptions;

/**
 * What a gateway is told at its start, checked.
 *
 * @param brokers brokers to read from, besides the devices that connect
 * @param spoolLimitBytes disk space for readings the server does not have yet
 * @param devices who may connect
 */
record GatewaySettings(
    Path dataDir,
    String mqttHost,
    int mqttPort,
    UplinkOptions uplink,
    List<BrokerOptions> brokers,
    long spoolLimitBytes,
    Optional<Path> devices,
    boolean anonymousDevices) {}
