package vn.kenh.gateway.spool;

/**
 * One durable group on its way to the sink.
 *
 * @param id increasing in the order of arrival, never used twice
 * @param topic the topic of a {@link EntryKind#MESSAGE}, empty for a frame
 * @param readings number of readings in a frame, 0 for a message
 * @param body line protocol or payload; never changed after construction
 */
public record SpoolEntry(long id, EntryKind kind, String topic, int readings, byte[] body) {}
