@NullMarked
package vn.kenh.server.device;

import org.jspecify.annotations.NullMarked;
