/** GS1 identifiers and Digital Links: pure values, no input or output. */
@NullMarked
package vn.kenh.server.trace.gs1;

import org.jspecify.annotations.NullMarked;
