/** The drain, with stores that fail in every way, and the live feed. */
@NullMarked
package vn.kenh.server.ingest;

import org.jspecify.annotations.NullMarked;
