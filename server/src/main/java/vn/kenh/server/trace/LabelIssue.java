package vn.kenh.server.trace;

import java.time.Instant;

/**
 * Labels that were issued together: positions {@code firstPosition} to {@code firstPosition + count
 * - 1} of their batch.
 */
public record LabelIssue(
    String id, String batch, long firstPosition, int count, Instant created, String createdBy) {}
