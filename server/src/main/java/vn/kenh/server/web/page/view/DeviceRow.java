package vn.kenh.server.web.page.view;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import vn.kenh.server.registry.Device;

/**
 * A device in a list.
 *
 * @param place name of its plot; empty if it stands nowhere yet
 * @param lastSeen its newest reading or picture
 * @param silent whether that is too long ago, or it never reported
 * @param battery percent; empty if it does not report it
 * @param batteryLow whether it should be changed
 */
public record DeviceRow(
    Device device,
    Optional<String> place,
    Optional<Instant> lastSeen,
    boolean silent,
    OptionalDouble battery,
    boolean batteryLow) {}
