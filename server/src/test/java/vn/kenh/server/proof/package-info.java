/** The promises of docs/architecture.md, proved on the packaged server as its own process. */
@NullMarked
package vn.kenh.server.proof;

import org.jspecify.annotations.NullMarked;
