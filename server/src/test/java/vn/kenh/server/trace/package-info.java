@NullMarked
package vn.kenh.server.trace;

import org.jspecify.annotations.NullMarked;
