/** Load generators for the benches: never the bottleneck, and exact about what was acknowledged. */
@NullMarked
package vn.kenh.gateway.bench;

import org.jspecify.annotations.NullMarked;
