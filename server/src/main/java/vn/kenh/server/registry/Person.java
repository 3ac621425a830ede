package vn.kenh.server.registry;

/** A person who signs in by name. */
public record Person(String name, Role role) {}
