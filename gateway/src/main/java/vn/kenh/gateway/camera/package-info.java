/** Stills of IP cameras, fetched over HTTP and kept on disk until the server has them. */
@NullMarked
package vn.kenh.gateway.camera;

import org.jspecify.annotations.NullMarked;
