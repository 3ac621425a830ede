/** What can go wrong, when, and how it is asked for on the command line. */
@NullMarked
package vn.kenh.sim.fault;

import org.jspecify.annotations.NullMarked;
