/** The packaged server as a process, for proofs and benches. */
@NullMarked
package vn.kenh.server.testing;

import org.jspecify.annotations.NullMarked;
