/** Benchmarks of the packaged server; run by {@code dev/bench}, never as tests. */
@NullMarked
package vn.kenh.server.bench;

import org.jspecify.annotations.NullMarked;
