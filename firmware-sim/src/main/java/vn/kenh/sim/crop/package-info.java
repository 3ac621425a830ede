/** Crops of the region: season, crop coefficient, canopy and roots. */
@NullMarked
package vn.kenh.sim.crop;

import org.jspecify.annotations.NullMarked;
