/** Batches of produce and their labels: what was harvested where, and which serial is genuine. */
@NullMarked
package vn.kenh.server.trace;

import org.jspecify.annotations.NullMarked;
