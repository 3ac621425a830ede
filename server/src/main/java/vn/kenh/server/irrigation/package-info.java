/** Valves and pumps: whether water runs, and for how long a person may let it. Pure. */
@NullMarked
package vn.kenh.server.irrigation;

import org.jspecify.annotations.NullMarked;
