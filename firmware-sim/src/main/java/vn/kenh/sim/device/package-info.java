/** Devices: how they measure the world, wrongly, and what they send. */
@NullMarked
package vn.kenh.sim.device;

import org.jspecify.annotations.NullMarked;
