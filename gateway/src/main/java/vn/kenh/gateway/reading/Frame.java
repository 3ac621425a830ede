package vn.kenh.gateway.reading;

/**
 * A bundle of readings on its way: what the spool keeps, the uplink sends and a store writes.
 *
 * @param lines line protocol with millisecond timestamps, each line ended by a newline; not changed
 *     after construction
 * @param readings how many values (fields) the lines hold
 * @param points how many lines there are
 */
public record Frame(byte[] lines, int readings, int points) {}
