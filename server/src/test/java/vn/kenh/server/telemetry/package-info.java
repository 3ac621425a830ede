/** The contract of a store, and its two keepers. */
@NullMarked
package vn.kenh.server.telemetry;

import org.jspecify.annotations.NullMarked;
