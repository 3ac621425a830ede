/** What the sensors of a plot measured while a batch grew. */
@NullMarked
package vn.kenh.server.trace.growing;

import org.jspecify.annotations.NullMarked;
