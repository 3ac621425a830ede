/** Pictures of cameras: checked, kept by their SHA-256, listed by camera and time, made small. */
@NullMarked
package vn.kenh.server.camera;

import org.jspecify.annotations.NullMarked;
