package vn.kenh.gateway.bench;

/**
 * What to publish, and where.
 *
 * @param connections devices, each with a connection of its own
 * @param window publishes a connection has unacknowledged at a time, at most 65,535
 * @param threads event loops of the generator
 * @param devicePrefix device ids are this and a number from 0
 * @param token the password of all of them
 * @param firstMillis time of each device's first reading, epoch milliseconds; later ones follow
 *     millisecond by millisecond
 */
public record LoadOptions(
    String host,
    int port,
    int connections,
    int window,
    int threads,
    String devicePrefix,
    String token,
    long firstMillis) {}
