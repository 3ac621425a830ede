@NullMarked
package vn.kenh.server.trace.gs1;

import org.jspecify.annotations.NullMarked;
