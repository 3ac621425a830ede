package vn.kenh.server.field;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import vn.kenh.server.registry.Device;

/**
 * What is known of a device now.
 *
 * @param lastSeen its newest reading or picture
 * @param battery percent; empty if it does not report it
 */
public record DeviceState(Device device, Optional<Instant> lastSeen, OptionalDouble battery) {}
