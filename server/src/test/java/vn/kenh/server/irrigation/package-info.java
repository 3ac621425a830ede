/** Valves. */
@NullMarked
package vn.kenh.server.irrigation;

import org.jspecify.annotations.NullMarked;
