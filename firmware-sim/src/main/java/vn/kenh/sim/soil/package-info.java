/** Water in the soil of one plot, layer by layer, with a balance that closes. */
@NullMarked
package vn.kenh.sim.soil;

import org.jspecify.annotations.NullMarked;
