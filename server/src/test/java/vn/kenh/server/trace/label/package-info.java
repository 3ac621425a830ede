@NullMarked
package vn.kenh.server.trace.label;

import org.jspecify.annotations.NullMarked;
