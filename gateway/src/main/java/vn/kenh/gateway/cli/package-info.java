/** How every Kênh program takes its options: flag, environment, file, default. */
@NullMarked
package vn.kenh.gateway.cli;

import org.jspecify.annotations.NullMarked;
