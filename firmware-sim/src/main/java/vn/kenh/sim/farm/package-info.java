/** Farms of plots and devices, and the world that moves them through time. */
@NullMarked
package vn.kenh.sim.farm;

import org.jspecify.annotations.NullMarked;
