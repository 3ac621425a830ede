package vn.kenh.gateway.spool;

/**
 * Whether the spool takes new messages.
 *
 * @param good false while new messages wait
 * @param detail what is the matter and what to do about it, or how full the spool is
 */
public record SpoolHealth(boolean good, String detail) {}
