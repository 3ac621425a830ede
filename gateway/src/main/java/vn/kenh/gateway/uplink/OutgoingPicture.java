package vn.kenh.gateway.uplink;

/**
 * A picture for the server.
 *
 * @param settled run once the server has it, or has refused it for good
 */
public record OutgoingPicture(String topic, byte[] payload, Runnable settled) {}
