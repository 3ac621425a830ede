@NullMarked
package vn.kenh.server.trace.growing;

import org.jspecify.annotations.NullMarked;
