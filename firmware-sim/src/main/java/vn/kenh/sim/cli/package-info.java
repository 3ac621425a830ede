/** The program {@code kenh-sim}: its options, its run from start to end, and what it prints. */
@NullMarked
package vn.kenh.sim.cli;

import org.jspecify.annotations.NullMarked;
