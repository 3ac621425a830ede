package vn.kenh.server.trace;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param next what to ask for to get the part behind it; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {}
