/** Moves farms through time, live and through their history, and turns reports into messages. */
@NullMarked
package vn.kenh.sim.run;

import org.jspecify.annotations.NullMarked;
