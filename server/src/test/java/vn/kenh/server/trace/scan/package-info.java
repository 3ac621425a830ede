@NullMarked
package vn.kenh.server.trace.scan;

import org.jspecify.annotations.NullMarked;
