package vn.kenh.server.registry;

/** A farm: its id (used in tags and paths), its name, and its province. */
public record Farm(String id, String name, String province) {}
