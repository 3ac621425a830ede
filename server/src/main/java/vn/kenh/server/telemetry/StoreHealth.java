package vn.kenh.server.telemetry;

/**
 * Whether a store is up.
 *
 * @param up whether it answers and accepts writes
 * @param detail what is wrong and what to do about it; what runs where, when up
 */
public record StoreHealth(boolean up, String detail) {}
