/** From the spool into the store, and past it to whoever watches live. */
@NullMarked
package vn.kenh.server.ingest;

import org.jspecify.annotations.NullMarked;
