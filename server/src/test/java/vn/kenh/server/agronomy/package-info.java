/** Soil and water, judged from readings. */
@NullMarked
package vn.kenh.server.agronomy;

import org.jspecify.annotations.NullMarked;
