package vn.kenh.server.telemetry;

import java.util.Set;

/**
 * Asks for raw readings over a half-open range of time.
 *
 * @param devices whose readings
 * @param metrics which metrics; empty for all
 * @param fromMillis first millisecond, inclusive
 * @param toMillis last millisecond, exclusive
 */
public record ExportQuery(
    Set<String> devices, Set<String> metrics, long fromMillis, long toMillis) {}
