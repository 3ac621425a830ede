/** What readings mean to soil and crop: pure functions with units. */
@NullMarked
package vn.kenh.server.agronomy;

import org.jspecify.annotations.NullMarked;
