/** What wants attention. */
@NullMarked
package vn.kenh.server.alert;

import org.jspecify.annotations.NullMarked;
