/** What devices are doing now, and what they are told to do. */
@NullMarked
package vn.kenh.server.device;

import org.jspecify.annotations.NullMarked;
