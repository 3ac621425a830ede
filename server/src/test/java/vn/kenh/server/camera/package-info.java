@NullMarked
package vn.kenh.server.camera;

import org.jspecify.annotations.NullMarked;
