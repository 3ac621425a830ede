/** The weather of the Red River delta and Thanh Hoá, and the evapotranspiration it drives. */
@NullMarked
package vn.kenh.sim.weather;

import org.jspecify.annotations.NullMarked;
