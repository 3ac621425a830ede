/** Checks everything a server needs, and says what to do about what it finds. */
@NullMarked
package vn.kenh.server.doctor;

import org.jspecify.annotations.NullMarked;
