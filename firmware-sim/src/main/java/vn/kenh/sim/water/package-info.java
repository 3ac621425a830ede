/** Drip lines, their hydraulics, and the controller that opens them. */
@NullMarked
package vn.kenh.sim.water;

import org.jspecify.annotations.NullMarked;
