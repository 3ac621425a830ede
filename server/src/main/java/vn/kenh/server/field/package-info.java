/** What is known of plots and devices now, gathered for those who judge and show it. */
@NullMarked
package vn.kenh.server.field;

import org.jspecify.annotations.NullMarked;
