/** What really happened, one JSON line at a time. */
@NullMarked
package vn.kenh.sim.truth;

import org.jspecify.annotations.NullMarked;
