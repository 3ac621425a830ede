package vn.kenh.sim.device;

import java.time.Duration;

/**
 * A command as it came down the wire.
 *
 * @param name such as {@code valve.open}
 * @param duration how long it is to hold; zero where the command says nothing
 */
public record DeviceCommand(String id, String name, Duration duration) {}
