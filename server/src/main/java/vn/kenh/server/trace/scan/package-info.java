/** Reading codes from pictures that anybody may send. */
@NullMarked
package vn.kenh.server.trace.scan;

import org.jspecify.annotations.NullMarked;
