package vn.kenh.sim.farm;

/**
 * A device to simulate.
 *
 * @param plot index of its plot in the farm; weather stations and pumps stand on the first
 */
public record DevicePlan(String id, DeviceType type, int plot) {}
