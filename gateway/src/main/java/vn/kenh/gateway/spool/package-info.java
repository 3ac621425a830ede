/** The durable queue between decode and sink, and the quarantine. */
@NullMarked
package vn.kenh.gateway.spool;

import org.jspecify.annotations.NullMarked;
