package vn.kenh.server.registry;

/** Where a device stands: the ids of its farm and plot. */
public record Placement(String farm, String plot) {}
