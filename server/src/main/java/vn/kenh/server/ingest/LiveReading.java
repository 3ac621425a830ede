package vn.kenh.server.ingest;

/**
 * A reading that has just become durable.
 *
 * @param timeMillis device time, epoch milliseconds
 * @param farm farm at that moment, empty for a device not placed
 * @param plot plot at that moment, empty for a device not placed
 */
public record LiveReading(
    long timeMillis, String device, String farm, String plot, String metric, double value) {}
