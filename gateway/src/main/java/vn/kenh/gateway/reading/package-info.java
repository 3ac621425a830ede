/** Readings, the metric catalogue, and line protocol: pure values without any input or output. */
@NullMarked
package vn.kenh.gateway.reading;

import org.jspecify.annotations.NullMarked;
