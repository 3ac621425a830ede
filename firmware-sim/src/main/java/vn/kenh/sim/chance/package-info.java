/** Chance that can be repeated: every draw is a function of the seed, a name and an index. */
@NullMarked
package vn.kenh.sim.chance;

import org.jspecify.annotations.NullMarked;
