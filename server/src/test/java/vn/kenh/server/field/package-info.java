/** What is known of plots and devices. */
@NullMarked
package vn.kenh.server.field;

import org.jspecify.annotations.NullMarked;
