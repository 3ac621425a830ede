/** Where readings are kept and asked for: InfluxDB, or the embedded store behind the same face. */
@NullMarked
package vn.kenh.server.telemetry;

import org.jspecify.annotations.NullMarked;
