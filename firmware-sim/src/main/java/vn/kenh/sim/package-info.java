/** Simulated farms that know only the wire protocol. */
@NullMarked
package vn.kenh.sim;

import org.jspecify.annotations.NullMarked;
