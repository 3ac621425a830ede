package vn.kenh.server.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * A registered device.
 *
 * @param plot where it stands; empty for a gateway or a device not placed yet
 * @param gateway the gateway it reports through, if any
 */
public record Device(
    String id, Optional<String> plot, DeviceKind kind, Optional<String> gateway, Instant created) {}
